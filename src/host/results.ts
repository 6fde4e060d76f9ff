import * as vscode from 'vscode';
import type { Mix } from '../core/mixes/mix.ts';
import { mixIdOf } from '../core/mixes/mixId.ts';
import { groupBySample } from '../core/results/groupBySample.ts';
import type { Grading, Sample, SampleId } from '../core/runs/records.ts';
import type { Engine } from './engine.ts';
import { restLeft } from './rest.ts';
import type { Stores } from './stores.ts';

/** What the store holds of some mixes of a skillset file. */
export interface MixResults {
  readonly samples: readonly Sample[];
  readonly bySample: ReadonlyMap<SampleId, readonly Grading[]>;
}

const NONE: MixResults = { samples: [], bySample: new Map() };

/** Tells in time what has changed in the stores, and reads no more of them than is asked for. */
export class ResultsReader implements vscode.Disposable {
  readonly #engine: Engine;
  readonly #stores: Stores;
  readonly #subscription: vscode.Disposable;
  readonly #changed = new vscode.EventEmitter<void>();
  /** In milliseconds: how long the last readings took that followed one change. */
  #cost = 0;
  #readAt = 0;
  #pending: NodeJS.Timeout | undefined;
  #version = 0;
  /** What is read from now on may be something else. */
  readonly onDidChange = this.#changed.event;

  constructor(engine: Engine, stores: Stores) {
    this.#engine = engine;
    this.#stores = stores;
    this.#subscription = stores.onDidChange(() => this.#tellInTime());
  }

  /** Another one after each change. */
  get version(): number {
    return this.#version;
  }

  /** Does what reads the stores, and minds how long it takes. */
  async read<T>(work: () => Promise<T>): Promise<T> {
    const begun = this.#engine.clock.now();
    try {
      return await work();
    } finally {
      this.#readAt = this.#engine.clock.now();
      this.#cost += this.#readAt - begun;
    }
  }

  /** The texts for these mixes with their gradings, as far as the store has them. */
  async ofMixes(skillset: vscode.Uri, mixes: readonly Mix[]): Promise<MixResults> {
    const open = await this.#stores.existing(skillset);
    if (open === undefined || mixes.length === 0) return NONE;
    const mixIds = mixes.map((mix) => mixIdOf(mix, this.#engine.digest));
    return this.read(async () => {
      const samples = await open.store.samples({ file: open.file, mixIds });
      const gradings = await open.store.gradings({ ids: samples.map(({ id }) => id) });
      return { samples, bySample: groupBySample(gradings) };
    });
  }

  dispose(): void {
    clearTimeout(this.#pending);
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /** A run changes the store all the time: a small share of the time is spent on reading it. */
  #tellInTime(): void {
    if (this.#pending !== undefined) return;
    const wait = restLeft(this.#cost, this.#readAt, this.#engine.clock.now());
    this.#pending = setTimeout(() => {
      this.#pending = undefined;
      this.#cost = 0;
      this.#version += 1;
      this.#changed.fire();
    }, wait);
  }
}
