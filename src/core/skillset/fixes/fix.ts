import type { TextEdit } from '../edits/textEdit.ts';

/** A change that an author can choose. */
export interface Fix {
  readonly title: string;
  /** `move`: to another file; `rewrite`: in this one. */
  readonly kind: 'fix' | 'move' | 'rewrite';
  /** Whether it can be made without asking: there is one right answer. */
  readonly isSafe: boolean;
  /** In the file that it was asked for. They do not overlap. */
  readonly edits: readonly TextEdit[];
  /** A file that has to be there first; its path is relative to the file. */
  readonly newFile?: { readonly path: string; readonly text: string };
  /** Edits of another file of the project, by its path there. */
  readonly elsewhere?: { readonly path: string; readonly edits: readonly TextEdit[] };
}
