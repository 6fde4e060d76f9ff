import { CRITERION_KINDS, type CriterionKind } from './criterionKind.ts';
import { compare } from './grouping.ts';

/** One answer about one thing; null: this rater was not asked, or its answer could not be read. */
export type Rating = 0 | 1 | null;

/** What is rated of a text. */
export interface RatedThing {
  readonly criterion: CriterionKind;
  /** Of the criterion `skill`; else undefined. */
  readonly skill: RatedSkill | undefined;
}

/** One criterion of one text. */
export interface RatedCriterion extends RatedThing {
  /** What it belongs to: items of one cluster (a mix) need not be independent of each other. */
  readonly cluster: number;
  /** In the order of the raters: graders, people, or the rounds of one grader. */
  readonly ratings: readonly Rating[];
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
  /** One more item with its ratings, of which nothing is kept. */
  add(cluster: number, ratings: readonly Rating[]): void;
  figures(): Figures;
}

export interface CriterionTally<Figures> {
  /** As `RatingTally.add`. */
  add(thing: RatedThing, cluster: number, ratings: readonly Rating[]): void;
  /** Kinds and skills without any item are not there. */
  figures(): ByCriterion<Figures>;
}

/** Tallies all that is added, each kind of criterion and each skill. */
export function createCriterionTally<Figures>(create: () => RatingTally<Figures>): CriterionTally<Figures> {
  const all = create();
  const ofKind = new Map<CriterionKind, RatingTally<Figures>>();
  const ofSkill = new Map<string, { readonly skill: RatedSkill; readonly tally: RatingTally<Figures> }>();

  function tallyOf(criterion: CriterionKind): RatingTally<Figures> {
    const known = ofKind.get(criterion);
    if (known !== undefined) return known;
    const tally = create();
    ofKind.set(criterion, tally);
    return tally;
  }

  function tallyOfSkill(skill: RatedSkill): RatingTally<Figures> {
    const known = ofSkill.get(skill.key);
    if (known !== undefined) return known.tally;
    const tally = create();
    ofSkill.set(skill.key, { skill, tally });
    return tally;
  }

  return {
    add({ criterion, skill }, cluster, ratings) {
      if (criterion !== 'length') all.add(cluster, ratings);
      tallyOf(criterion).add(cluster, ratings);
      if (skill !== undefined) tallyOfSkill(skill).add(cluster, ratings);
    },
    figures: () => ({
      all: all.figures(),
      criteria: CRITERION_KINDS.flatMap((criterion) => {
        const tally = ofKind.get(criterion);
        return tally === undefined ? [] : [{ ...tally.figures(), criterion }];
      }),
      skills: [...ofSkill.values()]
        .sort(({ skill: a }, { skill: b }) => compare(a.category, b.category) || compare(a.name, b.name))
        .map(({ skill: { name, category }, tally }) => ({ ...tally.figures(), skill: name, category })),
    }),
  };
}
