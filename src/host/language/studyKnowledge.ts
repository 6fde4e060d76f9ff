import * as vscode from 'vscode';
import { takesLines } from '../../core/plan/planSummary.ts';
import { needsOf, type RoughFacts, type RoughPlan, roughPlanOf } from '../../core/plan/roughPlan.ts';
import { type KnownResults, knownResults } from '../../core/results/knownResults.ts';
import { parseModelRef } from '../../core/runs/modelRef.ts';
import type { SamplePurpose } from '../../core/runs/records.ts';
import type { StudyNeeds } from '../../core/skillset/budgetProblems.ts';
import type { HoverSources } from '../../core/skillset/hoverSources.ts';
import type { Engine } from '../engine.ts';
import type { Models } from '../models/models.ts';
import { settingsOverrides } from '../runs/prepareStudy.ts';
import { pricesFor } from '../runs/prices.ts';
import { readSettings } from '../settings.ts';
import type { Stores } from '../stores.ts';
import type { OpenProject } from './projects.ts';

export interface KnowledgeTools {
  readonly engine: Engine;
  readonly stores: Stores;
  readonly models: Models;
  /** What is stored may be something else. */
  readonly onDidChange: vscode.Event<unknown>;
}

/** `undrawable`: the study asks for it, and its mixes cannot be drawn as it stands. */
type RoughPlans = Readonly<Partial<Record<SamplePurpose, RoughPlan | 'undrawable'>>>;

const PURPOSES = ['data', 'evaluate'] as const satisfies readonly SamplePurpose[];

/**
 * What is known of a study beyond its files: what was found, and what it takes. Read when it is asked for, and kept until
 * something changes. No store is made, and in Restricted Mode nothing is known.
 */
export class StudyKnowledge implements vscode.Disposable {
  readonly #tools: KnowledgeTools;
  readonly #subscription: vscode.Disposable;
  #results = new Map<string, Promise<KnownResults | undefined>>();
  #plans = new WeakMap<OpenProject, Promise<RoughPlans>>();

  constructor(tools: KnowledgeTools) {
    this.#tools = tools;
    this.#subscription = tools.onDidChange(() => {
      this.#results = new Map();
      this.#plans = new WeakMap();
    });
  }

  /** What hovers tell. `isPart`: on a part of the study, whose plan is drawn for it. */
  async sources(open: OpenProject, isPart: boolean): Promise<HoverSources> {
    const plans: Promise<RoughPlans> = isPart ? this.#plansOf(open) : Promise.resolve({});
    const results = await this.#resultsOf(open);
    const known = await plans;
    return { linkTo, takes: (part) => takesOf(known[part]), ...results };
  }

  /** What the whole study takes; undefined: it asks for nothing, or nothing is known. */
  async needs(open: OpenProject): Promise<StudyNeeds | undefined> {
    const plans = await this.#plansOf(open);
    const known = PURPOSES.flatMap((purpose) => {
      const plan = plans[purpose];
      return plan === undefined || plan === 'undrawable' ? [] : plan;
    });
    return known.length === 0 ? undefined : needsOf(known);
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** A store that cannot be read keeps nobody from reading what a skill is: the results page tells of it. */
  #resultsOf(open: OpenProject): Promise<KnownResults | undefined> {
    const nameRule = open.skillset().grade?.nameRule ?? readSettings(open.document.uri).nameRule;
    const key = `${nameRule} ${open.document.uri.toString()}`;
    const known = this.#results.get(key);
    if (known !== undefined) return known;
    const reading = this.#readResults(open.document.uri, nameRule).catch(() => undefined);
    this.#results.set(key, reading);
    return reading;
  }

  async #readResults(uri: vscode.Uri, nameRule: boolean): Promise<KnownResults | undefined> {
    const opened = await this.#tools.stores.existing(uri);
    return opened && knownResults(await opened.store.reportFacts({ file: opened.file }), { nameRule });
  }

  #plansOf(open: OpenProject): Promise<RoughPlans> {
    const known = this.#plans.get(open);
    if (known !== undefined) return known;
    const planning = this.#roughPlans(open).catch(() => ({}));
    this.#plans.set(open, planning);
    return planning;
  }

  async #roughPlans(open: OpenProject): Promise<RoughPlans> {
    const skillset = open.skillset();
    if (skillset.study === undefined || !vscode.workspace.isTrusted) return {};
    const { uri } = open.document;
    const settings = readSettings(uri);
    const asked = PURPOSES.map(
      (purpose) => [purpose, settingsOverrides(skillset, purpose, settings)] as const,
    );
    const names = asked.flatMap(([, { students, graders }]) => [...students, ...graders]);
    const facts = await this.#roughFacts(uri, names);
    return Object.fromEntries(
      asked.flatMap(([purpose, overrides]) => {
        const isAsked = skillset.study?.[purpose] !== undefined;
        const plan =
          roughPlanOf(skillset, purpose, overrides, facts) ?? (isAsked ? ('undrawable' as const) : undefined);
        return plan === undefined ? [] : [[purpose, plan]];
      }),
    );
  }

  async #roughFacts(uri: vscode.Uri, names: readonly string[]): Promise<RoughFacts> {
    const { engine, stores } = this.#tools;
    const prices = await pricesFor(engine, uri);
    const priced = [...new Set(names)].map(async (name) => {
      const ref = parseModelRef(name);
      const port = ref && (await this.#portOf(ref.endpoint, uri));
      return [name, port && prices.priceOf(port.identity, ref.model)] as const;
    });
    const opened = await stores.existing(uri);
    const spent = (await opened?.store.spent({ file: opened.file })) ?? [];
    const known = new Map(await Promise.all(priced));
    return { spent, priceOf: (name) => known.get(name) };
  }

  /** Undefined: there is no such endpoint here. */
  #portOf(endpoint: string, uri: vscode.Uri) {
    return this.#tools.models.port(endpoint, readSettings(uri), 'look').catch(() => undefined);
  }
}

function takesOf(plan: RoughPlans[SamplePurpose]): readonly string[] {
  if (plan === undefined) return [];
  if (plan === 'undrawable')
    return ['This is not known: its mixes cannot be drawn as the study stands. Its problems tell why.'];
  return plan.plan.students.length === 0 ? ['No student is chosen yet.'] : takesLines(plan);
}

/** The editor opens a file at the line that its fragment names. */
function linkTo({ path, line }: { readonly path: string; readonly line: number }): string {
  return vscode.Uri.parse(path)
    .with({ fragment: `L${line + 1}` })
    .toString();
}
