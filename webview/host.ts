import type { FromPage, PartMessage, ToPage } from '../src/protocol/panel.ts';
import type { Arrangement } from './arrangement.ts';
import { readArrangement } from './readArrangement.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage | PartMessage): void;
  getState(): unknown;
  setState(state: Arrangement): void;
};

/** The editor's side of the page. */
export interface Host {
  readonly saved: Arrangement;
  post(message: FromPage | PartMessage): void;
  save(arrangement: Arrangement): void;
  onMessage(listen: (message: ToPage) => void): void;
}

/** May be called once in the life of a page: the editor gives its interface away only once. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    saved: readArrangement(api.getState()),
    post: (message) => api.postMessage(message),
    save: (arrangement) => api.setState(arrangement),
    onMessage: (listen) =>
      window.addEventListener('message', ({ data }) => {
        if (isMessage(data)) listen(data);
      }),
  };
}

/** The form inside is the host's word; another kind is of a later version, and no tab takes it. */
function isMessage(data: unknown): data is ToPage {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return false;
  if (data.kind === 'snapshot') return 'snapshot' in data && isObject(data.snapshot);
  return typeof data.kind === 'string';
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
