/** Replaces a part of a text, in UTF-16 units. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

export function applyEdit(text: string, { start, end, newText }: TextEdit): string {
  return text.slice(0, start) + newText + text.slice(end);
}

/** Applies edits that do not overlap, each counted in the text as it was. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, newText } of edits.toSorted((one, other) => one.start - other.start)) {
    parts.push(text.slice(at, start), newText);
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** How a file ends its lines. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Where the line ends that `at` is in: before its line end. */
export function endOfLine(text: string, at: number): number {
  const newLine = text.indexOf('\n', at);
  if (newLine === -1) return text.length;
  return newLine > at && text[newLine - 1] === '\r' ? newLine - 1 : newLine;
}

/** Where the next line starts, or the end of the text. */
export function nextLine(text: string, at: number): number {
  const newLine = text.indexOf('\n', at);
  return newLine === -1 ? text.length : newLine + 1;
}

/** In UTF-16 units from the start of the line. */
export function columnOf(text: string, at: number): number {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return at - start - (text.charCodeAt(start) === 0xfeff ? 1 : 0);
}
