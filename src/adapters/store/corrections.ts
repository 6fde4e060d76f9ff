import * as v from 'valibot';
import type { Judgement } from '../../core/metrics/facts.ts';
import { groupBy } from '../../core/metrics/grouping.ts';
import { correctJudgement, type Said, saidOf } from '../../core/review/correctJudgement.ts';
import { wordsOf } from '../../core/review/words.ts';
import { nameKey } from '../../core/skillset/skillset.ts';
import type { Connection } from './connection.ts';
import { createRemembered } from './remembered.ts';
import { reviewPoints } from './reviews.ts';
import { json, parseRows } from './rows.ts';
import { selectSkillNames } from './skillNames.ts';
import { brokenResults } from './storeError.ts';

/** What people say of samples, as it changes the judgements of graders. */
export interface Corrections {
  /** `judgements`: of the sample of this number. Undefined where people have said nothing of it. */
  of(sample: number, judgements: readonly Judgement[]): readonly Judgement[] | undefined;
}

/** Of all samples that people have reviewed: there are few. To be called in a transaction. */
export function selectCorrections(connection: Connection): Promise<Corrections> {
  return corrections.get(connection, '', async () => {
    const said = await selectSaid(connection);
    return {
      of(sample, judgements) {
        const words = said.get(sample);
        return words && judgements.map((judgement) => correctJudgement(judgement, words) ?? judgement);
      },
    };
  });
}

/** Those of a list are asked for again with each part of it. */
const corrections = createRemembered<Corrections>({ most: 1 });

async function selectSaid(connection: Connection): Promise<ReadonlyMap<number, Said>> {
  const rows = parseRows('reviews', reviewedRow, await connection.all(SELECT, []));
  const names = await selectSkillNames(connection, new Set(rows.flatMap(({ skills }) => skills)));
  const said = new Map<number, Said>();
  for (const [sample, own] of groupBy(rows, (row) => row.sample)) {
    const skills = own[0]?.skills.map((id) => names.get(id) ?? broken()) ?? [];
    said.set(sample, saidOf(skills.map(nameKey), wordsOf(own)));
  }
  return said;
}

/** Oldest first. */
const SELECT = `
SELECT reviews.id, sample, reviewer, reviews.created_at AS createdAt, points, skills
FROM reviews JOIN samples ON samples.number = sample JOIN mixes ON mixes.id = samples.mix
ORDER BY reviews.created_at, reviews.number`;

const reviewedRow = v.object({
  sample: v.number(),
  reviewer: v.string(),
  createdAt: v.number(),
  points: reviewPoints,
  /** Rows of `skill_texts`, in the order of the mix. */
  skills: json(v.array(v.number())),
});

function broken(): never {
  throw brokenResults();
}
