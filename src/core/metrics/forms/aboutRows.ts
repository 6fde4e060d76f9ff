import type { ByCriterion } from '../ratings.ts';

/** Figures with what they are about. */
export interface AboutRow<Figures> {
  readonly by: 'all' | 'criterion' | 'skill';
  /** `all`, `topic`, `red herring`. */
  readonly name: string;
  /** Of a skill. */
  readonly category: string | null;
  readonly figures: Figures;
}

/** About everything, then about each kind of criterion, then about each skill. */
export function aboutRows<Figures>({ all, criteria, skills }: ByCriterion<Figures>): AboutRow<Figures>[] {
  return [
    { by: 'all', name: 'all', category: null, figures: all },
    ...criteria.map(
      (figures): AboutRow<Figures> => ({
        ...{ by: 'criterion', name: figures.criterion, category: null, figures },
      }),
    ),
    ...skills.map(
      (figures): AboutRow<Figures> => ({
        ...{ by: 'skill', name: figures.skill, category: figures.category, figures },
      }),
    ),
  ];
}

export const ALL_JUDGED = 'all: skills, topic and sense. The length is counted by Skillmix, not judged.';
