import type { MeasuredResults } from '../../core/measuring/tasks.ts';
import type { OpenStore } from '../stores.ts';
import type { Scene } from './scenes.ts';

/** A scene with results. */
export interface OpenScene extends Scene {
  readonly open: OpenStore;
}

export function isOpen(scene: Scene): scene is OpenScene {
  return scene.open !== undefined;
}

/** What a question about figures says of where they come from. */
export function resultsOf(
  { open, key }: OpenScene,
  isCorrected: boolean,
): { readonly store: string; readonly version: string; readonly results: MeasuredResults } {
  return { store: open.path, version: key, results: { file: open.file, isCorrected } };
}
