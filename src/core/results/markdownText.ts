/** A text on one line that is only text in Markdown: what a model wrote must not become markup. */
export function markdownText(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>()#+!|~]/gu, '\\$&');
}
