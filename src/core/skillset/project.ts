import { parseDocument, type SkillsetDocument } from './document.ts';
import { fileIncludes, type Include } from './includes.ts';

/** Where skillset files come from. */
export interface SkillsetFiles {
  /** The text; undefined: no such file. Rejects where there is one that cannot be read. */
  read(path: string): Promise<string | undefined>;
  /** The path that `relative` means in the file at `fromPath`. The same file always has the same path. */
  resolve(fromPath: string, relative: string): string;
}

/** A skillset file with everything that it includes. */
export interface Project {
  /** The file that the project is about. */
  readonly root: SkillsetDocument;
  /** By path, each file after the files that it includes; the root is the last. */
  readonly documents: ReadonlyMap<string, SkillsetDocument>;
  /** What became of the entries of `include:`, by the path of the file that they stand in. */
  readonly includes: ReadonlyMap<string, readonly Include[]>;
  /** The same object in each version of a project: what is remembered from one version to the next goes with it. */
  readonly lineage: object;
}

/**
 * Reads and parses a file and what it includes. With an earlier project only what has changed since is parsed. Never
 * rejects: what could not be read becomes a problem.
 */
export async function loadProject(path: string, files: SkillsetFiles, previous?: Project): Promise<Project> {
  const loading: Loading = { files, previous, documents: new Map(), includes: new Map(), open: [] };
  const text = await readText(path, files);
  const root =
    text.kind === 'text' ? parseDocument(path, text.text, previous?.documents.get(path)) : unread(path, text);
  await loadIncludes(root, loading);
  const { documents, includes } = loading;
  return { root, documents, includes, lineage: previous?.lineage ?? {} };
}

interface Loading {
  readonly files: SkillsetFiles;
  readonly previous: Project | undefined;
  readonly documents: Map<string, SkillsetDocument>;
  readonly includes: Map<string, readonly Include[]>;
  /** The files that are being read, from the root down to the present one. */
  readonly open: string[];
}

async function loadIncludes(document: SkillsetDocument, loading: Loading): Promise<void> {
  loading.open.push(document.path);
  const includes: Include[] = [];
  for (const entry of fileIncludes(document)) {
    const path = loading.files.resolve(document.path, entry.written);
    includes.push({ ...entry, path, outcome: await include(path, loading) });
  }
  loading.open.pop();
  loading.includes.set(document.path, includes);
  loading.documents.set(document.path, document);
}

async function include(path: string, loading: Loading): Promise<Include['outcome']> {
  const start = loading.open.indexOf(path);
  if (start !== -1) return { kind: 'cycle', paths: [...loading.open.slice(start), path] };
  if (loading.documents.has(path)) return { kind: 'read' };
  const text = await readText(path, loading.files);
  if (text.kind !== 'text') return text;
  await loadIncludes(parseDocument(path, text.text, loading.previous?.documents.get(path)), loading);
  return { kind: 'read' };
}

type ReadText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly why: string };

function unread(path: string, outcome: Exclude<ReadText, { kind: 'text' }>): SkillsetDocument {
  const reason = outcome.kind === 'missing' ? 'it does not exist' : outcome.why;
  const message = `The file could not be read: ${reason}. Check the path and the permissions.`;
  const range = { start: 0, end: 0 };
  return {
    ...parseDocument(path, ''),
    problems: [{ code: 'unreadable-file', severity: 'error', message, range }],
  };
}

async function readText(path: string, files: SkillsetFiles): Promise<ReadText> {
  try {
    const text = await files.read(path);
    return text === undefined ? { kind: 'missing' } : { kind: 'text', text };
  } catch (error) {
    return { kind: 'unreadable', why: error instanceof Error ? error.message : String(error) };
  }
}
