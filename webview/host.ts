import type { FromPage, PanelSnapshot, ToPage } from '../src/protocol/panel.ts';
import type { Arrangement } from './arrangement.ts';
import { readArrangement } from './readArrangement.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: Arrangement): void;
};

/** The editor's side of the page. */
export interface Host {
  readonly saved: Arrangement;
  post(message: FromPage): void;
  save(arrangement: Arrangement): void;
  onSnapshot(listen: (snapshot: PanelSnapshot) => void): void;
}

/** May be called once in the life of a page: the editor gives its interface away only once. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    saved: readArrangement(api.getState()),
    post: (message) => api.postMessage(message),
    save: (arrangement) => api.setState(arrangement),
    onSnapshot: (listen) =>
      window.addEventListener('message', ({ data }) => {
        if (isSnapshotMessage(data)) listen(data.snapshot);
      }),
  };
}

/** The form inside is the host's word; another kind is of a later version, and not for this page. */
function isSnapshotMessage(data: unknown): data is ToPage {
  if (typeof data !== 'object' || data === null) return false;
  return 'kind' in data && data.kind === 'snapshot' && 'snapshot' in data && isObject(data.snapshot);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
