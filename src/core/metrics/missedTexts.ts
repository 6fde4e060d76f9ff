import type { ReportFacts, Series } from './facts.ts';
import type { SeriesEntries } from './groupIntoCells.ts';
import { createInterned, samplingKey } from './internedFacts.ts';
import { eachJudgedText } from './judgedTexts.ts';
import { createMixCriteria } from './mixCriteria.ts';
import type { RatedSkill } from './ratings.ts';

/** Which skills the graded texts missed. There may be very many texts, so they are in columns of numbers. */
export interface MissedTexts {
  /** Each once. */
  readonly skills: readonly RatedSkill[];
  /** The skills of each version of a mix, as places in `skills`. */
  readonly skillsOf: readonly (readonly number[])[];
  /** Where the texts of each mix end; they begin where those of the mix before it end. */
  readonly textsUntil: Int32Array;
  /** Of each text its version of the mix. */
  readonly mix: Int32Array;
  /** Of each text: the same for texts of one student, written in one way, of one split and one k. */
  readonly stratum: Int32Array;
  /** Of each text bit i for the i-th of its skills. */
  readonly missed: Float64Array;
}

/** `points` are those of each judgement. What is told is in the eyes of one grader. */
export function createMissedTexts(
  facts: ReportFacts,
  points: readonly number[],
): (chosen: readonly SeriesEntries[], grader: string) => MissedTexts {
  const criteriaOf = createMixCriteria(facts);
  const interned = createInterned((skill: RatedSkill) => skill);
  const skillsOf = facts.mixes.first.map((_, mix) =>
    criteriaOf(mix).flatMap(({ skill }) => (skill === undefined ? [] : [interned.placeOf(skill)])),
  );
  return (chosen, grader) => {
    const strata = createInterned((key: string) => key);
    const stratumOf = new Map(chosen.map(({ series }) => [series, strata.placeOf(stratumKey(series))]));
    const most = facts.samples.state.length;
    const groups = createGroups(facts.mixes.first.length, most);
    const [mixes, strataOf, missed] = [new Int32Array(most), new Int32Array(most), new Float64Array(most)];
    let [count, last, stratum]: [number, Series | undefined, number] = [0, undefined, -1];
    eachJudgedText(facts, chosen, [grader], ({ series, mix, cluster, verdicts }) => {
      if (series !== last) stratum = stratumOf.get(series) ?? -1;
      last = series;
      const all = 2 ** (skillsOf[mix]?.length ?? 0);
      groups.add(cluster);
      mixes[count] = mix;
      strataOf[count] = stratum;
      missed[count] = all - 1 - ((points[verdicts[0] ?? 0] ?? 0) % all);
      count += 1;
    });
    const { order, until } = groups.inOrder();
    return {
      ...{ skills: interned.list, skillsOf, textsUntil: until },
      mix: order.map((text) => mixes[text] ?? 0),
      stratum: order.map((text) => strataOf[text] ?? 0),
      missed: Float64Array.from(order, (text) => missed[text] ?? 0),
    };
  };
}

/** Puts things together that belong together: each is told its group, from 0, one after the other. */
function createGroups(groups: number, most: number) {
  const first = new Int32Array(groups).fill(NONE);
  const last = new Int32Array(groups).fill(NONE);
  const next = new Int32Array(most).fill(NONE);
  const found: number[] = [];
  let count = 0;
  return {
    add(group: number): void {
      const before = last[group] ?? NONE;
      if (before === NONE) {
        first[group] = count;
        found.push(group);
      } else next[before] = count;
      last[group] = count;
      count += 1;
    },
    /** The things group by group, as the groups came first, and where each group ends among them. */
    inOrder(): { readonly order: Int32Array; readonly until: Int32Array } {
      const order = new Int32Array(count);
      const until = new Int32Array(found.length);
      let at = 0;
      for (const [place, group] of found.entries()) {
        for (let thing = first[group] ?? NONE; thing !== NONE; thing = next[thing] ?? NONE)
          order[at++] = thing;
        until[place] = at;
      }
      return { order, until };
    },
  };
}

const NONE = -1;

function stratumKey({ writing: { student, sampling, purpose }, draw: { split, k } }: Series): string {
  return JSON.stringify([student, samplingKey(sampling), purpose, split, k]);
}

/** For each stratum how often each skill is missed in all its texts, in [0, 1]; at the places of the skills. */
export function missRates({ skills, skillsOf, mix, stratum, missed }: MissedTexts): readonly Float64Array[] {
  const strata: { readonly tried: Float64Array; readonly missed: Float64Array }[] = [];
  const none = () => new Float64Array(skills.length);
  for (let text = 0; text < mix.length; text += 1) {
    const counts = strata[stratum[text] ?? 0] ?? { tried: none(), missed: none() };
    strata[stratum[text] ?? 0] = counts;
    let bit = 1;
    for (const skill of skillsOf[mix[text] ?? 0] ?? []) {
      counts.tried[skill] = (counts.tried[skill] ?? 0) + 1;
      counts.missed[skill] = (counts.missed[skill] ?? 0) + (((missed[text] ?? 0) / bit) & 1);
      bit *= 2;
    }
  }
  return strata.map((counts) => counts.missed.map((count, skill) => count / (counts.tried[skill] ?? 1)));
}
