import type { MeasuringQuestion, TaskKind, Told } from '../../core/measuring/tasks.ts';
import type { Flip } from '../../core/metrics/comparison.ts';
import type { ReportOptions } from '../../core/metrics/report.ts';
import type { ShownComparison } from '../../core/results/comparisonView.ts';
import { flipsIn } from '../../core/results/flipsIn.ts';
import { flipText } from '../../core/results/flipText.ts';
import { reportFilter } from '../../core/results/reportFilter.ts';
import type { SampleId } from '../../core/runs/records.ts';
import type {
  ComparedStudents,
  FlipsOf,
  FlipText,
  FlipView,
  GraderAlarmsView,
  GradersView,
  MeasureQuestion,
  MeasureScope,
  MeasureView,
} from '../../protocol/measure.ts';
import type { Engine } from '../engine.ts';
import { createCached } from '../panel/cached.ts';
import { type OpenScene, resultsOf } from '../panel/openScene.ts';
import type { ResultsReader } from '../results.ts';

/** So many of the mixes that changed are told at once. */
const FLIPS_AT_ONCE = 50;

/** Tells that an answer takes a while. */
type OnWork = () => PromiseLike<unknown>;

export interface MeasuresTools {
  readonly engine: Engine;
  readonly results: ResultsReader;
}

/** Statistics that take time: worked out when they are asked for, and remembered until the results change. */
export class Measures {
  readonly #engine: Engine;
  readonly #results: ResultsReader;
  readonly #comparisons = createCached<ShownComparison>();
  readonly #graders = createCached<GradersView>();
  readonly #alarms = createCached<readonly GraderAlarmsView[]>();

  constructor({ engine, results }: MeasuresTools) {
    this.#engine = engine;
    this.#results = results;
  }

  /** `onWork` is called, and waited for, where the answer is not there yet. */
  async answer(scene: OpenScene, question: MeasureQuestion, onWork: OnWork): Promise<MeasureView> {
    switch (question.measure) {
      case 'comparison': {
        const { view } = await this.#comparison(scene, question.scope, question.compared, onWork);
        return { measure: 'comparison', comparison: view };
      }
      case 'graders':
        return { measure: 'graders', graders: await this.#gradersOf(scene, question.scope, onWork) };
      case 'alarms':
        return { measure: 'alarms', alarms: await this.#alarmsOf(scene, question.scope, onWork) };
    }
  }

  /** Some of the mixes that changed. */
  async flips(scene: OpenScene, of: FlipsOf, from: number): Promise<FlipView[]> {
    const { scope, base, tuned } = of;
    const shown = await this.#comparison(scene, scope, { base, tuned });
    return this.#named(scene, flipsIn(shown, of).slice(from, from + FLIPS_AT_ONCE));
  }

  /** Texts of this file in the eyes of one grader, as graded; others are passed over. */
  async texts({ open, look }: OpenScene, ids: readonly string[], grader: string): Promise<FlipText[]> {
    const wanted = ids as readonly SampleId[];
    const [samples, gradings] = await Promise.all([
      open.store.samples({ ids: wanted, file: open.file }),
      open.store.gradings({ ids: wanted, file: open.file }),
    ]);
    return samples.map((sample) => flipText(sample, gradings, { grader, nameRule: look.nameRule }));
  }

  #comparison(
    scene: OpenScene,
    scope: MeasureScope,
    compared: ComparedStudents | undefined,
    onWork?: OnWork,
  ): Promise<ShownComparison> {
    return this.#comparisons.get(JSON.stringify([scene.key, scope, compared]), async () => {
      await onWork?.();
      const asked = { options: optionsOf(scene, scope), ...(compared === undefined ? {} : { compared }) };
      return this.#ask({ kind: 'comparison', ...resultsOf(scene, scope.isCorrected), asked });
    });
  }

  #gradersOf(scene: OpenScene, scope: MeasureScope, onWork: OnWork): Promise<GradersView> {
    return this.#graders.get(JSON.stringify([scene.key, scope]), async () => {
      await onWork();
      const asked = { options: optionsOf(scene, scope) };
      return this.#ask({ kind: 'graders', ...resultsOf(scene, scope.isCorrected), asked });
    });
  }

  #alarmsOf(scene: OpenScene, scope: MeasureScope, onWork: OnWork): Promise<readonly GraderAlarmsView[]> {
    return this.#alarms.get(JSON.stringify([scene.key, scope]), async () => {
      await onWork();
      const asked = { options: optionsOf(scene, scope) };
      return this.#ask({ kind: 'alarms', ...resultsOf(scene, false), asked });
    });
  }

  #ask<Kind extends TaskKind>(question: MeasuringQuestion<Kind>): Promise<Told<Kind>> {
    return this.#results.read(() => this.#engine.figures.ask(question));
  }

  async #named({ open }: OpenScene, flips: readonly Flip[]): Promise<FlipView[]> {
    const numbers = [...new Set(flips.flatMap(({ base, tuned }) => [...base, ...tuned]))];
    const ids = await open.store.sampleIds(numbers);
    const samples = new Map((await open.store.samples({ ids })).map((sample) => [sample.id, sample]));
    const byNumber = new Map(numbers.map((number, place) => [number, ids[place]]));
    const idsOf = (of: readonly number[]) => of.flatMap((number) => byNumber.get(number) ?? []);
    return flips.flatMap(({ split, k, base, tuned }) => {
      const [first] = idsOf([...base, ...tuned]);
      const mix = first === undefined ? undefined : samples.get(first)?.mix;
      if (mix === undefined) return [];
      const skills = mix.skills.map(({ name }) => name);
      return [{ skills, topic: mix.topic.name, split, k, base: idsOf(base), tuned: idsOf(tuned) }];
    });
  }
}

function optionsOf({ look }: OpenScene, scope: MeasureScope): ReportOptions {
  return { nameRule: look.nameRule, filter: reportFilter(scope) };
}
