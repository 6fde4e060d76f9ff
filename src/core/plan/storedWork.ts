import type { Student } from '../runs/generateSample.ts';
import { sampleIdOf } from '../runs/generateSample.ts';
import { RULE_GRADER } from '../runs/modelRef.ts';
import type { Digest } from '../runs/ports.ts';
import type { RunId } from '../runs/records.ts';
import type { Plan } from './plan.ts';
import { roundName, type StoredText, type Survey } from './survey.ts';
import { tasksOf } from './tasksOf.ts';

/** Calls of one kind: how many are needed, and how many of them are there already. */
export interface CallCount {
  readonly calls: number;
  readonly stored: number;
}

/** What one student's texts of one part need. */
export interface PartWork {
  readonly turns: CallCount;
  /** Of each model grader. The rule grader asks nobody. */
  readonly gradings: ReadonlyMap<string, CallCount>;
}

/** Counts the calls of one student's texts, part by part. `student` undefined: nothing can be stored of it. */
export function workOf(
  plan: Plan,
  student: Student | undefined,
  place: { readonly survey: Survey; readonly file: string; readonly digest: Digest },
): PartWork[] {
  const { survey, file, digest } = place;
  const counters = plan.parts.map(({ mixes, generations }) => workCounter(plan, mixes.length * generations));
  if (student !== undefined && survey.texts.size > 0) {
    const ends = endsOf(plan);
    let at = 0;
    let part = 0;
    for (const task of tasksOf(plan, { runId: '' as RunId, file, student, digest })) {
      while (at >= (ends[part] ?? Number.POSITIVE_INFINITY)) part += 1;
      at += 1;
      const known = survey.texts.get(sampleIdOf({ digest }, task));
      if (known !== undefined) counters[part]?.count(known);
    }
  }
  return counters.map(({ work }) => work());
}

/** Behind the last text of each part. */
function endsOf({ parts }: Plan): number[] {
  let end = 0;
  return parts.map(({ mixes, generations }) => {
    end += mixes.length * generations;
    return end;
  });
}

function workCounter({ graders, rounds }: Plan, texts: number) {
  const models = graders.filter((grader) => grader !== RULE_GRADER);
  const stored = new Map(models.map((grader) => [grader, 0]));
  let turns = 0;
  let ungradable = 0;
  return {
    count(text: StoredText): void {
      turns += text.calls;
      if (text.state === 'unreadable') ungradable += 1;
      else
        for (const grader of models) stored.set(grader, (stored.get(grader) ?? 0) + gradings(text, grader));
    },
    work(): PartWork {
      const calls = (texts - ungradable) * rounds;
      const counts = models.map((grader) => [grader, { calls, stored: stored.get(grader) ?? 0 }] as const);
      return { turns: { calls: 2 * texts, stored: turns }, gradings: new Map(counts) };
    },
  };

  function gradings(text: StoredText, grader: string): number {
    let count = 0;
    for (let round = 1; round <= rounds; round++) if (text.gradings.has(roundName(grader, round))) count += 1;
    return count;
  }
}
