import type { MixId } from '../runs/records.ts';
import { nameKey } from '../skillset/skillset.ts';
import { clusterRate } from './clusterRate.ts';
import type { JudgedSample } from './groupIntoCells.ts';
import { compare } from './grouping.ts';

/** How often texts that were to show a skill earned its point. */
export interface SkillRate {
  readonly name: string;
  readonly category: string;
  /** Verdicts: one for each grader of each sample with the skill. */
  readonly tried: number;
  readonly earned: number;
  /** With its interval, in [0, 1]; the mixes are the clusters. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Skills with at least one verdict, by category and name. */
export function skillRates(judged: readonly JudgedSample[]): SkillRate[] {
  const tallies = new Map<string, Tally>();
  const firstForm = createFirstForm();
  for (const each of judged) addVerdicts(tallies, each, firstForm);
  return [...tallies.values()]
    .flatMap(rateOf)
    .sort((a, b) => compare(a.category, b.category) || compare(a.name, b.name));
}

interface Tally {
  readonly name: string;
  readonly category: string;
  readonly byMix: Map<MixId, { tried: number; earned: number }>;
}

/** Criteria stand in the order of `criteriaOf`: the skills of the mix come first, in their order. */
function addVerdicts(
  tallies: Map<string, Tally>,
  { sample, state }: JudgedSample,
  firstForm: (name: string) => string,
): void {
  if (state.kind !== 'graded') return;
  for (const [index, skill] of sample.mix.skills.entries()) {
    const name = firstForm(skill.name);
    const tally = tallies.get(name) ?? { name, category: skill.category, byMix: new Map() };
    tallies.set(name, tally);
    const ofMix = tally.byMix.get(sample.mix.id) ?? { tried: 0, earned: 0 };
    tally.byMix.set(sample.mix.id, ofMix);
    ofMix.tried++;
    ofMix.earned += state.criteria[index]?.point ?? 0;
  }
}

/** The form in which a name came first, whatever its case and spacing now. Each form is looked at once. */
function createFirstForm(): (name: string) => string {
  const forms = new Map<string, string>();
  const firsts = new Map<string, string>();
  return (name) => {
    const known = forms.get(name);
    if (known !== undefined) return known;
    const first = firsts.get(nameKey(name)) ?? name;
    firsts.set(nameKey(name), first);
    forms.set(name, first);
    return first;
  };
}

function rateOf({ name, category, byMix }: Tally): SkillRate[] {
  const mixes = [...byMix.values()];
  const rate = clusterRate(
    mixes.map(({ tried, earned }) => ({ rate: earned / tried, weight: tried, points: tried })),
  );
  if (rate === undefined) return [];
  const tried = mixes.reduce((sum, mix) => sum + mix.tried, 0);
  const earned = mixes.reduce((sum, mix) => sum + mix.earned, 0);
  // Of the counts, so that it is the same to the last digit for who divides them.
  return [{ name, category, tried, earned, ...rate, rate: earned / tried }];
}
