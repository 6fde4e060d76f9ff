import type { ProblemCode } from '../problemCodes.ts';
import { ENTRY_GUIDES } from './entryGuides.ts';
import { FILE_GUIDES } from './fileGuides.ts';
import { NAME_GUIDES } from './nameGuides.ts';
import { STUDY_GUIDES } from './studyGuides.ts';

/** What a problem means and how it is mended, for the page that opens under its code. Sentences are Markdown. */
export interface ProblemGuide {
  readonly means: string;
  /** The part of a file that has the problem; left out where it would take too much to show. */
  readonly wrong?: string;
  /** The same part mended. */
  readonly right?: string;
  /** What the editor offers. */
  readonly fix?: string;
}

export const GUIDES = {
  ...FILE_GUIDES,
  ...ENTRY_GUIDES,
  ...NAME_GUIDES,
  ...STUDY_GUIDES,
} as const satisfies { readonly [code in ProblemCode]: ProblemGuide };
