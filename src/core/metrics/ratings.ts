import { CRITERION_KINDS, type CriterionKind } from './criterionKind.ts';
import { compare } from './grouping.ts';

/** One answer about one thing; null: this rater was not asked, or its answer could not be read. */
export type Rating = 0 | 1 | null;

/** One thing that raters said yes or no to. */
export interface RatedItem {
  /** What it belongs to: items of one cluster (a mix) need not be independent of each other. */
  readonly cluster: number;
  /** In the order of the raters: graders, people, or the rounds of one grader. */
  readonly ratings: readonly Rating[];
}

/** One criterion of one text. */
export interface RatedCriterion extends RatedItem {
  readonly criterion: CriterionKind;
  /** Of the criterion `skill`; else undefined. */
  readonly skill: RatedSkill | undefined;
}

export interface RatedSkill {
  /** The `nameKey` of the name. */
  readonly key: string;
  readonly name: string;
  readonly category: string;
}

/** The same figures about all that is judged, about each kind of criterion, and about each skill. */
export interface ByCriterion<Figures> {
  /** Skills, topic and sense. The length is left out: it is counted, so that nobody can differ on it. */
  readonly all: Figures;
  readonly criteria: readonly (Figures & { readonly criterion: CriterionKind })[];
  /** By category and name. */
  readonly skills: readonly (Figures & { readonly skill: string; readonly category: string })[];
}

export interface RatingTally<Figures> {
  add(item: RatedItem): void;
  figures(): Figures;
}

/** Kinds and skills without any item are not there. */
export function tallyByCriterion<Figures>(
  items: Iterable<RatedCriterion>,
  create: () => RatingTally<Figures>,
): ByCriterion<Figures> {
  const all = create();
  const ofKind = new Map<CriterionKind, RatingTally<Figures>>();
  const ofSkill = new Map<string, { readonly skill: RatedSkill; readonly tally: RatingTally<Figures> }>();
  for (const item of items) {
    const { criterion, skill } = item;
    if (criterion !== 'length') all.add(item);
    const known = ofKind.get(criterion) ?? create();
    ofKind.set(criterion, known);
    known.add(item);
    if (skill === undefined) continue;
    const tallied = ofSkill.get(skill.key) ?? { skill, tally: create() };
    ofSkill.set(skill.key, tallied);
    tallied.tally.add(item);
  }
  return {
    all: all.figures(),
    criteria: CRITERION_KINDS.flatMap((criterion) => {
      const tally = ofKind.get(criterion);
      return tally === undefined ? [] : [{ ...tally.figures(), criterion }];
    }),
    skills: [...ofSkill.values()]
      .sort(({ skill: a }, { skill: b }) => compare(a.category, b.category) || compare(a.name, b.name))
      .map(({ skill: { name, category }, tally }) => ({ ...tally.figures(), skill: name, category })),
  };
}
