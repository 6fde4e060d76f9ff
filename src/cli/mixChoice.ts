import { sha256 } from '../adapters/system/sha256.ts';
import { drawMixes } from '../core/mixes/drawMixes.ts';
import { AUTHORED_SPLIT, type Mix } from '../core/mixes/mix.ts';
import { mixIdOf } from '../core/mixes/mixId.ts';
import { resolveSplit } from '../core/mixes/splits.ts';
import type { GenerationTask, Student } from '../core/runs/generateSample.ts';
import type { MixRecord, Run } from '../core/runs/records.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import { UsageError } from './terminal.ts';

/** Which mixes the options of `generate` name, apart from a study. */
export interface MixChoice {
  readonly mix?: readonly number[];
  readonly k?: readonly number[];
  readonly split: string;
  readonly count: number;
  readonly seed?: number;
  readonly independent?: boolean;
}

export interface ChosenMix {
  readonly mix: Mix;
  readonly split: string;
  readonly seed?: number;
}

/** @throws UsageError where there are no such mixes */
export function chooseMixes(skillset: Skillset, options: MixChoice): ChosenMix[] {
  if (options.k === undefined) return authoredMixes(skillset, options.mix);
  if (options.mix !== undefined) throw new UsageError('Give --mix or --k, not both.');
  return options.k.flatMap((k) => drawn(skillset, k, options));
}

/** The texts to write for chosen mixes: so many for each. */
export function tasksFor(
  mixes: readonly ChosenMix[],
  { id: runId, file }: Run,
  student: Student,
  { generations }: { readonly generations: number },
): GenerationTask[] {
  return mixes.flatMap(({ mix, split, seed }) => {
    const record: MixRecord = {
      id: mixIdOf(mix, sha256),
      skills: mix.skills,
      topic: mix.topic,
      split,
      ...(seed === undefined ? {} : { seed }),
    };
    return Array.from({ length: generations }, (_, index) => ({
      runId,
      file,
      mix: record,
      student,
      generation: index + 1,
    }));
  });
}

function authoredMixes(skillset: Skillset, wanted: readonly number[] | undefined): ChosenMix[] {
  if (skillset.mixes.length === 0) {
    throw new UsageError('The file has no `mixes:`. Add one, or draw some with --k.');
  }
  const numbers = wanted ?? skillset.mixes.map(({ index }) => index + 1);
  return numbers.map((number) => {
    const mix = skillset.mixes.find(({ index }) => index === number - 1);
    if (mix === undefined)
      throw new UsageError(`There is no mix ${number}: the file has ${skillset.mixes.length}.`);
    return { mix, split: AUTHORED_SPLIT };
  });
}

function drawn(skillset: Skillset, k: number, options: MixChoice): ChosenMix[] {
  const { split: name, count, independent } = options;
  const split = resolveSplit(skillset, name);
  if (split.kind === 'unknown') {
    throw new UsageError(`There is no split "${name}". Known: ${split.known.join(', ')}.`);
  }
  const seed = options.seed ?? skillset.seed;
  const { skills, topics } = split;
  const result = drawMixes({ skills, topics, k, count, seed, order: independent ? 'independent' : 'nested' });
  if (result.kind === 'too-few') {
    throw new UsageError(
      `The split "${name}" has only ${result.available} different mixes of ${k} skills and a topic; ${count} were asked for. Lower --count or --k.`,
    );
  }
  return result.mixes.map((mix) => ({ mix, split: split.name, seed }));
}
