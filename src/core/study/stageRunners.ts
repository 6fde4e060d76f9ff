import { isOpen } from '../jobs/job.ts';
import type { SamplePurpose } from '../runs/records.ts';
import type { Skillset } from '../skillset/skillset.ts';
import type { StageEnd, StudyTools } from './advanceStudy.ts';

/** What the stages of a study are made of, as it is done where the study is run. Each goes on from what is there. */
export interface StageWork {
  /** Has texts written at endpoints, and grades them. */
  part(purpose: SamplePurpose): Promise<StageEnd>;
  /** Starts the training, or sends a start that was cut again. */
  train(): Promise<Exclude<StageEnd, 'done'>>;
  /** One step of the evaluation on the study's target. */
  onTarget(): Promise<StageEnd>;
}

/** Who does what in each stage of a study. */
export function stageRunners(
  { study }: Skillset,
  facts: StudyTools['facts'],
  work: StageWork,
): StudyTools['run'] {
  const { train: training, evaluate: asked } = study ?? {};
  let isUnderWay = false;

  async function train(): Promise<StageEnd> {
    const job = (await facts()).jobs.findLast(({ spec }) => spec.kind === 'train');
    const isStarting = job?.state === 'starting';
    const isThere = job !== undefined && isOpen(job.state) && !isStarting;
    const hasEnded = isUnderWay && !isThere && !isStarting;
    isUnderWay = true;
    if (isThere) return 'waiting';
    // What failed or was cancelled while it was waited for would fail again: it is tried again when somebody asks for it.
    if (hasEnded) return 'failed';
    // A start that was cut is sent again; the target makes one of both.
    return work.train();
  }

  async function evaluate(): Promise<StageEnd> {
    if (training !== undefined && asked?.models?.length !== 0) {
      const ended = await work.onTarget();
      if (ended !== 'done') return ended;
    }
    const isElsewhere = training !== undefined && asked?.students === undefined;
    if (isElsewhere || asked?.students?.length === 0) return 'done';
    return work.part('evaluate');
  }

  return { data: () => work.part('data'), train, evaluate, grade: evaluate };
}
