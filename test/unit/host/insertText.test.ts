import { expect, test, vi } from 'vitest';
import { loadProject } from '../../../src/core/skillset/project.ts';
import { skillsetOf } from '../../../src/core/skillset/skillsetOf.ts';
import { insertText } from '../../../src/host/mixes/insertText.ts';
import { findMix } from '../../../src/host/mixes/mixInFile.ts';

const PATH = 'file:///a.skillset.yaml';
const SAVED = `skillset: 1
skills:
  - { name: simile, category: literary, definition: Two things are compared., example: It sang like a kettle. }
topics: [Sewing]
mixes:
  - skills: [simile]
    topic: Sewing
`;

const editor = vi.hoisted(() => ({
  documents: [] as unknown[],
  replaced: [] as { offset: number; text: string }[],
}));
vi.mock('vscode', () => ({
  DiagnosticSeverity: {},
  Uri: { parse: (text: string) => text },
  Range: class {
    readonly start: number;
    constructor(start: number) {
      this.start = start;
    }
  },
  WorkspaceEdit: class {
    replace(_uri: unknown, range: { readonly start: number }, text: string): void {
      editor.replaced.push({ offset: range.start, text });
    }
  },
  workspace: {
    openTextDocument: async () => editor.documents.at(-1),
    applyEdit: async () => true,
  },
}));

/** A document whose positions carry the version of the text that they count in. */
function documentOf(text: string, shift: number) {
  return { uri: { toString: () => PATH }, version: 1, text, positionAt: (offset: number) => offset + shift };
}

type FakeDocument = ReturnType<typeof documentOf>;

const projects = {
  // As in the editor: what is not open is read from disk.
  of: async (document: FakeDocument) => {
    const text = document === editor.documents.at(-1) ? document.text : SAVED;
    const project = await loadProject(PATH, { read: async () => text, resolve: (_from, path) => path });
    return { document, version: 1, project, problems: () => [], skillset: () => skillsetOf(project) };
  },
};

test('a file that was closed without saving gets its text at the place where its mix stands on disk', async () => {
  editor.documents.push(documentOf(`# not saved\n${SAVED}`, 1_000_000));
  const tools = { projects } as unknown as Parameters<typeof insertText>[0];
  const before = await findMix(tools.projects, { uri: PATH, index: 0 });
  editor.documents.push(documentOf(SAVED, 0));
  expect(await insertText(tools, before, 'It sang like an owl.')).toBe(true);
  expect(editor.replaced).toEqual([{ offset: SAVED.length, text: expect.stringContaining('like an owl') }]);
});
