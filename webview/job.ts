/** The page of one training: how it is, and what it logs, as curves. */
import type { FromJobPage, JobView, ToJobPage } from '../src/protocol/job.ts';
import { element } from './element.ts';
import { figureElement } from './figures/figure.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromJobPage): void };

const NARROWEST = 320;
const MARGIN = 32;

function start(root: HTMLElement): void {
  let shown: JobView | undefined;
  const status = element('p', { role: 'status' });
  const draw = (): void => {
    if (shown === undefined) return;
    const { title, description, details, figures } = shown;
    const width = Math.max(NARROWEST, document.body.clientWidth - MARGIN);
    // Only what changed is told to readers of the structure.
    if (status.textContent !== description) status.textContent = description;
    root.replaceChildren(
      element('h1', {}, title),
      status,
      element(
        'dl',
        { class: 'job-details' },
        ...details.map((each) =>
          element('div', {}, element('dt', {}, each.label), element('dd', {}, each.description)),
        ),
      ),
      ...(figures.length === 0
        ? [element('p', { class: 'quiet' }, 'Nothing has been logged yet.')]
        : figures.map((figure) => figureElement(figure, width))),
    );
  };
  window.addEventListener('message', ({ data }: MessageEvent<ToJobPage>) => {
    if (data.kind !== 'job') return;
    shown = data.job;
    draw();
  });
  window.addEventListener('resize', draw);
  acquireVsCodeApi().postMessage({ kind: 'ready' });
}

const root = document.getElementById('skillmix');
if (root !== null) start(root);
