import type { Comparison, Flip, GraderComparison, UnpairedMix } from '../core/metrics/comparison.ts';
import type { ResultTable } from '../core/metrics/forms/resultTable.ts';
import { left, right } from '../core/metrics/textTable.ts';
import type { StorePort } from '../core/runs/ports.ts';
import type { Sample, SampleId } from '../core/runs/records.ts';

/** The comparison by one grader, with the samples in place of their numbers. */
export interface NamedComparison extends Omit<GraderComparison, 'flips' | 'unpaired'> {
  readonly flips: readonly (Omit<Flip, 'base' | 'tuned'> &
    MixName & { readonly base: readonly NamedText[]; readonly tuned: readonly NamedText[] })[];
  readonly unpaired: readonly (Omit<UnpairedMix, 'samples'> &
    MixName & { readonly samples: readonly SampleId[] })[];
}

interface MixName {
  readonly skills: readonly string[];
  readonly topic: string;
}

interface NamedText {
  readonly sample: SampleId;
  readonly text: string;
}

/** Reads the samples of mixes that changed, and of those that are not compared. */
export async function readFlips(
  store: StorePort,
  { graders }: Pick<Comparison, 'graders'>,
): Promise<NamedComparison[]> {
  const numbers = graders.flatMap(({ flips, unpaired }) => [
    ...flips.flatMap(({ base, tuned }) => [...base, ...tuned]),
    ...unpaired.flatMap(({ samples }) => samples),
  ]);
  const wanted = [...new Set(numbers)];
  const ids = await store.sampleIds(wanted);
  const idOf = new Map(wanted.map((number, place) => [number, ids[place]]));
  const samples = new Map((await store.samples({ ids })).map((sample) => [sample.id, sample]));
  const samplesOf = (list: readonly number[]): Sample[] =>
    list.flatMap((number) => {
      const id = idOf.get(number);
      return (id && samples.get(id)) ?? [];
    });
  return graders.map(({ flips, unpaired, ...figures }) => ({
    ...figures,
    flips: flips.map(({ base, tuned, ...flip }) => {
      const [ofBase, ofTuned] = [samplesOf(base), samplesOf(tuned)];
      return { ...flip, ...nameOf(ofBase), base: ofBase.map(textOf), tuned: ofTuned.map(textOf) };
    }),
    unpaired: unpaired.map(({ samples: own, ...mix }) => {
      const found = samplesOf(own);
      return { ...mix, ...nameOf(found), samples: found.map(({ id }) => id) };
    }),
  }));
}

function nameOf([first]: readonly Sample[]): MixName {
  return {
    skills: first?.mix.skills.map(({ name }) => name) ?? [],
    topic: first?.mix.topic.name ?? '',
  };
}

function textOf({ id, result }: Sample): NamedText {
  return { sample: id, text: result.kind === 'text' ? result.text : '' };
}

/** What gained, what lost, then what is not compared; in the text form with the texts of both students. */
export function flipTable(graders: readonly NamedComparison[]): ResultTable {
  const changed = graders.flatMap(({ grader, flips }) => flips.map((flip) => ({ grader, ...flip })));
  const alone = graders.flatMap(({ grader, unpaired }) => unpaired.map((mix) => ({ grader, ...mix })));
  const mixText = ({ skills, topic }: MixName) => `${skills.join(' + ')}; ${topic}`;
  return {
    json: graders.map(({ grader, flips, unpaired }) => ({ grader, flips, unpaired })),
    columns: [left('change'), left('grader'), left('split'), right('k'), left('mix'), left('text')],
    rows: [
      ...changed.flatMap((flip) => [
        [flip.kind, flip.grader, flip.split, String(flip.k), mixText(flip), ''],
        ...flip.base.map(({ text }) => ['', '', '', '', '  base', text]),
        ...flip.tuned.map(({ text }) => ['', '', '', '', '  tuned', text]),
      ]),
      ...alone.map((mix) => [
        ...[`${mix.only} only`, mix.grader, mix.split, String(mix.k), mixText(mix), ''],
      ]),
    ],
    notes: [
      'gained, lost: full marks by the best text of the mix. … only: not compared, for want of a graded text.',
    ],
    header: ['grader', 'change', 'split', 'k', 'skills', 'topic', 'base', 'tuned'],
    records: [
      ...changed.map((flip) => [
        ...[flip.grader, flip.kind, flip.split, flip.k, JSON.stringify(flip.skills), flip.topic],
        ...[flip.base, flip.tuned].map((texts) => JSON.stringify(texts.map(({ sample }) => sample))),
      ]),
      ...alone.map((mix) => [
        ...[mix.grader, `${mix.only} only`, mix.split, mix.k, JSON.stringify(mix.skills), mix.topic],
        mix.only === 'base' ? JSON.stringify(mix.samples) : null,
        mix.only === 'tuned' ? JSON.stringify(mix.samples) : null,
      ]),
    ],
  };
}
