import type { TextRange } from '../problem.ts';

/** Something to write at the cursor, best first. */
export interface SkillsetCompletion {
  readonly label: string;
  readonly kind: 'key' | 'skill' | 'topic' | 'category' | 'split' | 'value';
  /** In the syntax of VS Code snippets. */
  readonly insertText: string;
  /** Markdown. */
  readonly documentation?: string;
  readonly replace: TextRange;
}
