import type { TextRange } from '../problem.ts';

/** Something to write at the cursor, best first. */
export interface SkillsetCompletion {
  readonly label: string;
  /** A word or two behind the label. */
  readonly note?: string;
  readonly kind: 'key' | 'skill' | 'topic' | 'category' | 'split' | 'endpoint' | 'value' | 'snippet';
  /** In the syntax of VS Code snippets. */
  readonly insertText: string;
  /** Markdown; of a name, `describeCompletion` tells it. */
  readonly documentation?: string;
  readonly replace: TextRange;
}

/** A text that means itself in a snippet. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/gu, '\\$&');
}
