import { type BudgetOptions, createBudget } from './budget.ts';
import { type AskedModel, createGates } from './callGates.ts';
import { drain } from './drain.ts';
import { type GenerationTask, generateSample } from './generateSample.ts';
import { type Grader, type GradingTools, gradeSample } from './gradeSample.ts';
import type { ModelFailure } from './ports.ts';
import type { RunProgress } from './progress.ts';
import type { Grading, Run, Sample, SampleId } from './records.ts';
import { createTally } from './tally.ts';

/** What a run does. Each piece of work is taken up when there is room for it, so that a list may be long. */
export interface RunWork {
  /** Texts to have written, and to have graded as soon as they are there. */
  readonly texts: Iterable<GenerationTask>;
  /** How many `texts` holds. */
  readonly textCount: number;
  /** Samples that are there, to be graded only. */
  readonly samples: readonly SampleId[];
  readonly graders: readonly Grader[];
  /** Of each model grader; the rule grader has one. */
  readonly rounds: number;
  /** Ask anew where a stored reply could not be read. */
  readonly retryUnreadable: boolean;
}

export interface RunOptions {
  /** Calls under way at one endpoint; undefined: as many as the endpoint takes well. */
  readonly concurrency: number | undefined;
  readonly budget: BudgetOptions;
  readonly signal: AbortSignal;
  /** `index`: the place of its task among `texts`, from 0. */
  readonly onText?: (sample: Sample, cached: boolean, index: number) => void;
  readonly onGrading?: (grading: Grading, cached: boolean) => void;
}

/** A run that is under way. */
export interface RunHandle {
  readonly run: Run;
  progress(): RunProgress;
  /** Sends no more calls; those under way are finished. */
  pause(): void;
  resume(): void;
  limitConcurrency(most: number | undefined): void;
  /** Rejects where the store failed: then nothing that was promised is missing, and running again goes on. */
  readonly ended: Promise<RunSummary>;
}

export interface RunSummary {
  /** `stopped`: before its end, by `why`. */
  readonly state: 'done' | 'cancelled' | 'stopped';
  readonly why?: string;
  readonly progress: RunProgress;
  /** By model: why no more was asked of it. The others went on. */
  readonly stopped: ReadonlyMap<string, ModelFailure>;
  /** Samples that the rule grader left alone, because these skills carry no `check`. */
  readonly withoutCheck: ReadonlyMap<string, number>;
}

const BUDGET_USED = 'The budget does not cover another call: allow more, and run again to go on.';
/** In milliseconds: how often a run tells the store of itself. */
const HEARTBEAT = 2_000;
/** How often it looks what other runs have spent of its budget: in a large store that takes a while. */
const BEATS_PER_LOOK = 5;
/** Pieces of work under way for each call that may be: enough that an endpoint never waits for the store. */
const WORK_PER_CALL = 6;

/**
 * Has texts written and graded, many at a time. What was done is kept whatever happens, and running the same work again
 * goes on where it ended: the store is the run. The run's record must be in the store already.
 */
export function startRun(tools: GradingTools, run: Run, work: RunWork, options: RunOptions): RunHandle {
  const runner = new Runner(tools, run, work, options);
  return {
    run,
    progress: () => runner.progress(),
    pause: () => runner.gates.pause(),
    resume: () => runner.gates.resume(),
    limitConcurrency: (most) => runner.gates.limitTo(most),
    ended: runner.main(),
  };
}

class Runner {
  readonly gates;
  readonly #tools: GradingTools;
  readonly #run: Run;
  readonly #work: RunWork;
  readonly #options: RunOptions;
  readonly #budget;
  readonly #tally;
  readonly #over = new AbortController();
  readonly #toolsByModel = new Map<string, GradingTools>();
  readonly #withoutCheck = new Map<string, number>();
  readonly #gradingsOfText: number;

  constructor(tools: GradingTools, run: Run, work: RunWork, options: RunOptions) {
    const { signal, concurrency: most } = options;
    this.#run = run;
    this.#work = work;
    this.#options = options;
    this.#gradingsOfText = gradingsOfText(work);
    this.#budget = createBudget(options.budget);
    const over = this.#over.signal;
    this.gates = createGates(tools.clock, { budget: this.#budget, signal, over, most });
    this.#tally = createTally(tools.clock, {
      texts: work.textCount,
      gradings: (work.textCount + work.samples.length) * this.#gradingsOfText,
      spentBefore: options.budget.before.money,
    });
    const { onRetry } = tools;
    this.#tools = {
      ...tools,
      runId: run.id,
      onRetry: (failure, after) => {
        this.#tally.retried();
        onRetry?.(failure, after);
      },
    };
  }

  async main(): Promise<RunSummary> {
    const beating = this.#beat();
    const { signal } = this.#options;
    try {
      await drain(
        this.#pieces(),
        () => this.gates.room() * WORK_PER_CALL,
        () => signal.aborted,
      );
    } finally {
      this.#over.abort();
      await beating;
    }
    return this.#summary();
  }

  progress(): RunProgress {
    return this.#tally.progress({
      isPaused: this.gates.isPaused,
      isStopping: this.#options.signal.aborted || this.#budget.isExhausted,
      isOver: this.#over.signal.aborted,
      spent: this.#budget.spent,
      endpoints: this.gates.endpoints(),
    });
  }

  *#pieces(): Generator<() => Promise<void>> {
    for (const id of this.#work.samples) yield () => this.#orClose(this.#gradeStored(id));
    let index = 0;
    for (const task of this.#work.texts) {
      const at = index;
      yield () => this.#orClose(this.#write(task, at));
      index += 1;
    }
  }

  /** What the store cannot keep would be paid for nothing: once it has failed, nothing more is sent. */
  async #orClose(piece: Promise<void>): Promise<void> {
    try {
      await piece;
    } catch (error) {
      this.gates.close();
      throw error;
    }
  }

  async #write(task: GenerationTask, index: number): Promise<void> {
    const { texts, gradings } = this.#tally;
    const { signal, onText } = this.#options;
    texts.begin();
    const { retryUnreadable } = this.#work;
    const asked = retryUnreadable ? { ...task, retryUnreadable } : task;
    const generated = await generateSample(this.#toolsFor(task.student), asked, { signal });
    if (generated.kind === 'cancelled') return texts.giveUp();
    const { sample, cached } = generated;
    texts.end(sample.result.kind === 'text' ? 'done' : sample.result.kind, cached);
    onText?.(sample, cached, index);
    if (sample.result.kind === 'text') await this.#grade(sample);
    else gradings.drop(this.#gradingsOfText);
  }

  async #gradeStored(id: SampleId): Promise<void> {
    const sample = await this.#tools.store.findSample(id);
    if (sample?.result.kind === 'text') await this.#grade(sample);
    else this.#tally.gradings.drop(this.#gradingsOfText);
  }

  async #grade(sample: Sample): Promise<void> {
    const { graders, rounds } = this.#work;
    const gradings = graders.flatMap((grader) =>
      Array.from({ length: roundsOf(grader, rounds) }, (_, index) =>
        this.#orClose(this.#gradeRound(sample, grader, index + 1)),
      ),
    );
    // One that fails does not leave the others behind: their replies are still kept where they can be.
    await Promise.allSettled(gradings);
    await Promise.all(gradings);
  }

  async #gradeRound(sample: Sample, grader: Grader, round: number): Promise<void> {
    const { gradings } = this.#tally;
    const { signal, onGrading } = this.#options;
    const { retryUnreadable } = this.#work;
    const tools = grader.kind === 'rule' ? this.#tools : this.#toolsFor(grader);
    gradings.begin();
    const graded = await gradeSample(tools, { sample, grader, round, retryUnreadable }, { signal });
    switch (graded.kind) {
      case 'grading': {
        const { grading, cached } = graded;
        gradings.end(grading.result.kind === 'graded' ? 'done' : grading.result.kind, cached);
        return onGrading?.(grading, cached);
      }
      case 'cancelled':
        return gradings.giveUp();
      case 'no-text':
        return gradings.drop(1, 1);
      case 'not-gradable':
        for (const skill of graded.missing)
          this.#withoutCheck.set(skill, (this.#withoutCheck.get(skill) ?? 0) + 1);
        return gradings.drop(1, 1);
    }
  }

  #toolsFor(model: AskedModel): GradingTools {
    const known = this.#toolsByModel.get(model.name);
    if (known !== undefined) return known;
    const tools = { ...this.#tools, gate: this.gates.gateOf(model) };
    this.#toolsByModel.set(model.name, tools);
    return tools;
  }

  #summary(): RunSummary {
    const stopped = this.gates.stopped();
    const common = { progress: this.progress(), stopped, withoutCheck: this.#withoutCheck };
    if (this.#options.signal.aborted) return { state: 'cancelled', ...common };
    if (this.#budget.isExhausted) {
      return { state: 'stopped', why: BUDGET_USED, ...common };
    }
    const [failure] = stopped.values();
    if (failure === undefined) return { state: 'done', ...common };
    return { state: 'stopped', why: failure.message, ...common };
  }

  /** The record is for others to watch: a run does not end because it could not be written. */
  async #beat(): Promise<void> {
    const { store, clock } = this.#tools;
    const { signal } = this.#over;
    for (let beats = 1; !signal.aborted; beats += 1) {
      await clock.sleep(HEARTBEAT, signal);
      await store.touchRun(this.#run.id, clock.now(), this.progress()).catch(() => undefined);
      if (beats % BEATS_PER_LOOK === 0) await this.#budget.lookAgain().catch(() => undefined);
    }
  }
}

function gradingsOfText({ graders, rounds }: RunWork): number {
  return graders.reduce((sum, grader) => sum + roundsOf(grader, rounds), 0);
}

/** The rule grader always says the same. */
function roundsOf(grader: Grader, rounds: number): number {
  return grader.kind === 'rule' ? 1 : rounds;
}
