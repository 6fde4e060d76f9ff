/** A text of an author as it is shown in Markdown: on one line, and without any meaning of its own. */
export function escapeMarkdown(text: string): string {
  return text
    .trim()
    .replace(/[\\`*_{}[\]()#+\-!<>|~&$]/gu, '\\$&')
    .replace(/\s*\n\s*/gu, ' ');
}
