import * as v from 'valibot';
import type * as vscode from 'vscode';

const KEY = 'knownModels';
/** Some endpoints offer hundreds; nobody looks through more. */
const MOST = 500;
const form = v.record(v.string(), v.array(v.string()));

/** The models that endpoints have listed, kept between sessions: they are offered while typing, and nobody is asked. */
export class KnownModels {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  keep(endpoint: string, models: readonly string[]): Thenable<void> {
    return this.#state.update(KEY, { ...this.#read(), [endpoint]: models.slice(0, MOST) });
  }

  /** As `endpoint/model`, for those of the endpoints that have listed any. */
  of(endpoints: readonly string[]): string[] {
    const known = this.#read();
    return endpoints.flatMap((endpoint) => (known[endpoint] ?? []).map((model) => `${endpoint}/${model}`));
  }

  #read(): v.InferOutput<typeof form> {
    const read = v.safeParse(form, this.#state.get(KEY, {}));
    return read.success ? read.output : {};
  }
}
