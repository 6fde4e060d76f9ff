/** A text without what only wraps it: fences, quotes round all of it, emphasis, rules, chat tokens, closing remarks. */
export function unwrap(text: string): string {
  let now = text.replaceAll('\r\n', '\n').trim();
  for (let before = ''; before !== now; ) {
    before = now;
    for (const step of STEPS) now = step(now).trim();
  }
  return now;
}

/** Whether one pair of quotes opens before the first word and closes after the last. */
function isQuotedWhole(text: string): boolean {
  const first = text.at(0) ?? '';
  const last = text.at(-1) ?? '';
  if (text.length < 2 || !CLOSERS.get(first)?.includes(last)) return false;
  return staysOpen(text, first, last);
}

const CLOSERS = new Map([
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['‘', '’'],
  ['„', '“”'],
  ['«', '»'],
  ['「', '」'],
  ['『', '』'],
]);

const CHAT_TOKENS = /^(?:<s>|<\|[\w-]+\|>|\[\/?INST\])+|(?:<\/s>|<\|[\w-]+\|>|\[\/?INST\])+$/gu;
const RULES = /^(?:[-*_][ \t]*){3,}\n|\n(?:[-*_][ \t]*){3,}$/gu;
const CLOSING_REMARK =
  /\n[ \t]*\n(?:i hope (?:this|that|it)|(?:please )?let me know|feel free|would you like|is there anything)[^\n]*$/iu;

const STEPS: readonly ((text: string) => string)[] = [
  (text) => text.replace(CHAT_TOKENS, ''),
  (text) => text.replace(/^```[\w-]*[ \t]*(?:\n|$)/u, '').replace(/(?:^|\n)[ \t]*```$/u, ''),
  (text) => text.replace(/\n[ \t]*>[ \t]*$/u, ''),
  (text) => (isBlockQuote(text) ? text.replace(/^[ \t]*>[ \t]?/gmu, '') : text),
  (text) => text.replace(RULES, ''),
  (text) => text.replace(CLOSING_REMARK, ''),
  (text) => withoutEmphasis(text),
  (text) => (isQuotedWhole(text) ? text.slice(1, -1) : text),
];

function isBlockQuote(text: string): boolean {
  return text !== '' && text.split('\n').every((line) => /^\s*(?:>|$)/u.test(line));
}

function withoutEmphasis(text: string): string {
  const wrapped = /^(\*{1,3}|_{1,3})(?=[^\s*_])([\s\S]*[^\s*_])\1$/u.exec(text);
  const inner = wrapped?.[2];
  return inner === undefined || inner.includes(wrapped?.[1] ?? '') ? text : inner;
}

/** Whether the quote that the text begins with is closed by its last character and not before. */
function staysOpen(text: string, first: string, last: string): boolean {
  let depth = 1;
  for (let index = 1; index < text.length - 1; index += 1) {
    const mark = text[index];
    if (mark !== first && mark !== last) continue;
    depth += turn(text, index, first, last);
    if (depth === 0) return false;
  }
  return depth === 1;
}

function turn(text: string, index: number, first: string, last: string): 1 | 0 | -1 {
  const before = text[index - 1] ?? ' ';
  const after = text[index + 1] ?? ' ';
  if (/['’]/u.test(text[index] ?? '') && /\p{L}/u.test(before) && /\p{L}/u.test(after)) return 0;
  if (first !== last) return text[index] === first ? 1 : -1;
  return /[\s([—–-]/u.test(before) && /\S/u.test(after) ? 1 : -1;
}
