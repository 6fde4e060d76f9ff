import type { Skillset } from '../skillset/skillset.ts';
import type { AskTools } from './ask.ts';
import { authorSamples } from './authorSample.ts';
import { withMarksOfToday } from './marksOfToday.ts';
import type { RunId, SampleId } from './records.ts';

/** The texts of the file, those written by hand among them, with what the file says of their skills today. */
export async function textsToGrade(
  tools: Pick<AskTools, 'digest' | 'clock' | 'store'>,
  place: { readonly runId: RunId; readonly file: string },
  skillset: Skillset,
): Promise<SampleId[]> {
  const { store } = tools;
  for (const sample of await authorSamples(tools, place, skillset)) await store.saveSample(sample);
  const texts: SampleId[] = [];
  await store.eachSample({ file: place.file }, async (sample) => {
    await withMarksOfToday(store, skillset, [sample]);
    if (sample.result.kind === 'text') texts.push(sample.id);
  });
  return texts;
}
