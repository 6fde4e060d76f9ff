import { AUTHORED_SPLIT, type Mix, nameKeyOf } from '../mixes/mix.ts';
import { mixIdOf } from '../mixes/mixId.ts';
import { holdsText, sampleOfText } from '../results/sampleOfText.ts';
import type { Skillset } from '../skillset/skillset.ts';
import type { AskTools } from './ask.ts';
import { AUTHOR, type RunId, type Sample, type SampleId } from './records.ts';

interface Place {
  readonly runId: RunId;
  readonly file: string;
}

/**
 * A sample for a text that stands in the file and in no sample of this mix. The same words for the same skills by name
 * lead back to the student who wrote them before a definition was reworded; other words are the author's own. The same
 * words for the same mix give the same id.
 */
export function authorSample(
  tools: Pick<AskTools, 'digest' | 'clock'>,
  place: Place,
  { mix, text, stored }: { readonly mix: Mix; readonly text: string; readonly stored: readonly Sample[] },
): Sample {
  const id = mixIdOf(mix, tools.digest);
  const written = stored.find(
    (sample) => holdsText(sample, text) && nameKeyOf(sample.mix) === nameKeyOf(mix),
  );
  const student = written?.student ?? AUTHOR;
  const parts = [place.file, id, AUTHORED_SPLIT, student, text];
  return {
    id: tools.digest(JSON.stringify(parts)).slice(0, 32) as SampleId,
    ...place,
    mix: { id, skills: mix.skills, topic: mix.topic, split: written?.mix.split ?? AUTHORED_SPLIT },
    student,
    generation: written?.generation ?? 1,
    promptVersion: written?.promptVersion ?? 'none',
    createdAt: tools.clock.now(),
    result: { kind: 'text', text },
    callKeys: written?.callKeys ?? [],
  };
}

/** Samples for the texts in `mixes:` that no student in the store has written and that are not there yet. */
export async function authorSamples(
  tools: Pick<AskTools, 'digest' | 'clock' | 'store'>,
  place: Place,
  skillset: Skillset,
): Promise<Sample[]> {
  const stored = await tools.store.samples({ file: place.file });
  return skillset.mixes.flatMap((mix) => {
    const text = mix.text?.trim() ?? '';
    if (text === '' || sampleOfText(tools.digest, mix, text, stored) !== undefined) return [];
    return [authorSample(tools, place, { mix, text, stored })];
  });
}
