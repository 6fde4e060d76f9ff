/** HTML that is safe to write: made by `html` alone, which escapes whatever it is given as text. */
export interface Markup {
  readonly markup: string;
}

export type MarkupPart = Markup | string | number | undefined | readonly MarkupPart[];

/** A template of HTML. Texts and numbers in it are escaped, for content and for quoted attributes; nothing else is let in. */
export function html(pieces: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  return { markup: pieces.map((piece, index) => piece + written(parts[index])).join('') };
}

/** Data for the script of the page. No text in it can end the element. */
export function dataElement(id: string, data: unknown): Markup {
  const json = JSON.stringify(data)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return { markup: `<script type="application/json" id="${escapeText(id)}">${json}</script>` };
}

/** A script or a style sheet of the project's own, as it is. It must not hold the end of its element. */
export function ownElement(tag: 'script' | 'style', content: string): Markup {
  if (content.toLowerCase().includes(`</${tag}`))
    throw new Error(`The ${tag} of the report would end itself.`);
  return { markup: `<${tag}>${content}</${tag}>` };
}

function written(part: MarkupPart): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part));
  return 'markup' in part ? part.markup : part.map(written).join('');
}

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (special) => ESCAPES[special] ?? special);
}

const ESCAPES: { readonly [special: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
