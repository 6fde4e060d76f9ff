import { onOneLine, renderName } from './renderName.ts';

/** A name in place of what is `written`: in the same quotes, and in some where it needs them. */
export function renderLike(written: string, name: string): string {
  const words = onOneLine(name);
  if (written.startsWith('"')) return JSON.stringify(words);
  if (written.startsWith("'")) return `'${words.replaceAll("'", "''")}'`;
  // A block scalar takes its last line end along.
  const lineEnd = /\r?\n$/u.exec(written)?.[0] ?? '';
  return renderName(words) + lineEnd;
}
