import { wordsOf } from '../grading/verdict.ts';
import type { Grading, MixRecord, Sample } from '../runs/records.ts';
import { nameKey, type Skill } from '../skillset/skillset.ts';
import type { Judgement, MixFacts, ReportFacts, SkillFacts } from './facts.ts';
import { groupBy } from './grouping.ts';
import { createInternedFacts, createNumbers, type InternedFacts } from './internedFacts.ts';
import { judge, type RoundFacts } from './judge.ts';
import { lacksEvidence } from './pointsWithoutEvidence.ts';

/** The facts of samples that are at hand. Gradings of other samples are passed over. */
export function factsOf(samples: readonly Sample[], gradings: readonly Grading[]): ReportFacts {
  const interned = createInternedFacts();
  const mixOf = createMixes(interned);
  const gradingsOf = groupBy(gradings, ({ sampleId }) => sampleId);
  return {
    samples: samples.map(({ id, mix, student, sampling, purpose, result }) => ({
      mix: mixOf(mix),
      writing: interned.writing(student, sampling ?? null, purpose ?? null),
      state: result.kind,
      judgements: judgementsOf(gradingsOf.get(id) ?? [], mix.skills.length + 3),
    })),
  };
}

/** Equal mixes of a store share one record, as equal skills do: each is looked at once. */
function createMixes(interned: InternedFacts): (mix: MixRecord) => MixFacts {
  const mixes = new Map<MixRecord, MixFacts>();
  const skills = new Map<Skill, SkillFacts>();
  const numberOf = createNumbers();
  const skillOf = (skill: Skill): SkillFacts => {
    const { name, category, common } = skill;
    const facts = skills.get(skill) ?? { name, key: nameKey(name), category, common, order: skills.size };
    skills.set(skill, facts);
    return facts;
  };
  return (mix) => {
    const { id, split, seed } = mix;
    const facts = mixes.get(mix) ?? {
      number: numberOf(id),
      skills: mix.skills.map(skillOf),
      draw: interned.draw(split, mix.skills.length, seed ?? null),
    };
    mixes.set(mix, facts);
    return facts;
  };
}

function judgementsOf(gradings: readonly Grading[], criteria: number): Judgement[] {
  const byGrader = groupBy(gradings, ({ grader }) => grader);
  return Array.from(byGrader, ([grader, own]) => judge(grader, own.map(roundOf), criteria, isAlike));
}

interface Round extends RoundFacts {
  readonly grading: Grading;
}

function roundOf(grading: Grading): Round {
  const { round, createdAt, result } = grading;
  if (result.kind !== 'graded')
    return { grading, round, createdAt, state: result.kind, criteria: 0, earned: 0, named: 0, unquoted: 0 };
  let [earned, named, unquoted] = [0, 0, 0];
  for (const [position, point] of result.points.entries()) {
    const bit = 2 ** position;
    earned += point.point * bit;
    if (point.named === true) named += bit;
    if (lacksEvidence(point)) unquoted += bit;
  }
  const criteria = result.points.length;
  return { grading, round, createdAt, state: 'graded', criteria, earned, named, unquoted };
}

/** Rounds whose first reasons differ cannot be the same: most need no closer look. */
function isAlike({ grading: one }: Round, { grading: other }: Round): boolean {
  if (one.callKey !== undefined && one.callKey === other.callKey) return true;
  return firstReason(one) === firstReason(other) && wordsOf(one.result) === wordsOf(other.result);
}

function firstReason({ result }: Grading): string | undefined {
  return result.kind === 'graded' ? result.points[0]?.reason : undefined;
}
