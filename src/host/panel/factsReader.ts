import type { ReportFacts } from '../../core/metrics/facts.ts';
import { applyReviews } from '../../core/review/applyReviews.ts';
import type { ResultsReader } from '../results.ts';
import type { OpenStore } from '../stores.ts';
import { createCached } from './cached.ts';
import type { Scene } from './scenes.ts';

/** A scene with results. */
export interface OpenScene extends Scene {
  readonly open: OpenStore;
}

export function isOpen(scene: Scene): scene is OpenScene {
  return scene.open !== undefined;
}

/** What all figures of a file are worked out from, read once for all tabs until the results change. */
export class FactsReader {
  readonly #results: ResultsReader;
  readonly #asGraded = createCached<ReportFacts>();
  readonly #corrected = createCached<ReportFacts>();

  constructor(results: ResultsReader) {
    this.#results = results;
  }

  /** `isCorrected`: with the corrections of people. */
  async of(scene: OpenScene, isCorrected: boolean): Promise<ReportFacts> {
    const { open, key } = scene;
    const asGraded = await this.#asGraded.get(key, () =>
      this.#results.read(() => open.store.reportFacts({ file: open.file })),
    );
    if (!isCorrected || asGraded.reviewed.length === 0) return asGraded;
    return this.#corrected.get(key, async () =>
      applyReviews(asGraded, await open.store.reviews({ file: open.file }), { graders: 'with' }),
    );
  }
}
