import { AUTHORED_SPLIT, type Mix } from '../mixes/mix.ts';
import { mixIdOf } from '../mixes/mixId.ts';
import type { Skillset } from '../skillset/skillset.ts';
import type { AskTools } from './ask.ts';
import { AUTHOR, type RunId, type Sample, type SampleId } from './records.ts';

interface Place {
  readonly runId: RunId;
  readonly file: string;
}

/** The sample of a text that a person wrote into the file. The same words for the same mix give the same id. */
export function authorSample(
  tools: Pick<AskTools, 'digest' | 'clock'>,
  place: Place,
  mix: Mix,
  text: string,
): Sample {
  const id = mixIdOf(mix, tools.digest);
  const parts = [place.file, id, AUTHORED_SPLIT, AUTHOR, text];
  return {
    id: tools.digest(JSON.stringify(parts)).slice(0, 32) as SampleId,
    ...place,
    mix: { id, skills: mix.skills, topic: mix.topic, split: AUTHORED_SPLIT },
    student: AUTHOR,
    generation: 1,
    promptVersion: 'none',
    createdAt: tools.clock.now(),
    result: { kind: 'text', text },
    callKeys: [],
  };
}

/** Samples for the texts in `mixes:` that no student in the store has written and that are not there yet. */
export async function authorSamples(
  tools: Pick<AskTools, 'digest' | 'clock' | 'store'>,
  place: Place,
  skillset: Skillset,
): Promise<Sample[]> {
  const stored = await tools.store.samples({ file: place.file });
  const known = new Set(
    stored.flatMap(({ mix, result }) => (result.kind === 'text' ? [keyOf(mix.id, result.text)] : [])),
  );
  return skillset.mixes.flatMap((mix) => {
    const text = mix.text?.trim() ?? '';
    if (text === '' || known.has(keyOf(mixIdOf(mix, tools.digest), text))) return [];
    return [authorSample(tools, place, mix, text)];
  });
}

function keyOf(mixId: string, text: string): string {
  return `${mixId} ${text.trim()}`;
}
