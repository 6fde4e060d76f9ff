import { beforeEach, expect, test, vi } from 'vitest';
import { loadProject } from '../../../src/core/skillset/project.ts';
import { cancelMix } from '../../../src/host/mixes/cancelMix.ts';

const PATH = 'file:///a.skillset.yaml';
const TEXT = `skillset: 1
mixes:
  - { skills: [simile], topic: Sewing }
  - { skills: [simile], topic: Beekeeping }
`;

const document = { uri: { toString: () => PATH } };
vi.mock('vscode', () => ({
  Uri: { parse: (text: string) => text },
  workspace: { openTextDocument: async () => document },
}));

const project = await loadProject(PATH, { read: async () => TEXT, resolve: (_from, path) => path });
const projects = { of: async () => ({ document, project }) };

function activity(topic: string) {
  return {
    document: document.uri,
    skills: ['simile'],
    topic,
    step: '',
    text: '',
    abort: new AbortController(),
  };
}

let running: ReturnType<typeof activity>[];
const activities = {
  list: () => running,
  cancelAll: () => {
    for (const { abort } of running) abort.abort();
  },
};
/** Fakes of the editor's own types, as far as they are used. */
const tools = { projects, activities } as unknown as Parameters<typeof cancelMix>[0];
const cancelled = (): boolean[] => running.map(({ abort }) => abort.signal.aborted);

beforeEach(() => {
  running = [activity('Sewing'), activity('Beekeeping')];
});

test('cancelling at one mix leaves the others running', async () => {
  await cancelMix(tools, { uri: PATH, index: 1 });
  expect(cancelled()).toEqual([false, true]);
});

test('cancelling without a mix ends all that runs', async () => {
  await cancelMix(tools, undefined);
  expect(cancelled()).toEqual([true, true]);
});
