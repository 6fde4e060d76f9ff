/** Where a part of a reply begins, as its label says. */
export interface Label {
  readonly part: 'answer' | 'explanation';
  /** For answers: what the label calls it. */
  readonly version: 'improved' | 'plain' | 'earlier';
  /** Where the label begins and where what it announces begins, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Quotes or emphasis that open before the label and so close after what it announces. */
  readonly opener: string;
}

/** The labels of a reply in its order: at the start of a line, and for want of those within a line. */
export function labelsOf(reply: string): Label[] {
  const answers = matches(reply, ANSWER_LINE, 'answer');
  const found = answers.length > 0 ? answers : matches(reply, ANSWER_INLINE, 'answer').slice(0, 1);
  const explanations = matches(reply, EXPLANATION_LINE, 'explanation');
  const inline = matches(reply, EXPLANATION_INLINE, 'explanation').filter(
    (label) => !explanations.some((other) => other.start <= label.start && label.end <= other.end),
  );
  return [...found, ...explanations, ...inline].sort((one, other) => one.start - other.start);
}

/** What may stand before a label on its line: a quotation mark, a heading, a bullet, a number. */
const LEAD = String.raw`^[ \t]*(?:>[ \t]*)*(?:#{1,6}[ \t]*|[-•][ \t]+|\*[ \t]+|\d+[.)][ \t]+)?(?<opener>["“]?[*_]{0,3}["“]?)`;
/** A colon inside or outside the emphasis, or nothing at all where the label has its line for itself. */
const COLON = String.raw`[ \t]*(?<closed>[*_]{0,3})[ \t]*(?:[:：](?<unquoted>["”](?=\s))?[ \t]*(?<closedAfter>[*_]{1,3}(?=\s|$))?|(?=\r?$))`;
const IMPROVED =
  'improved|revised|updated|new|final|better|refined|second|shorter|shortened|polished|rewritten';
const EARLIER = 'original|previous|first|initial|old|earlier';
const VERSION = String.raw`(?:(?:my|the|your)[ \t]+)?(?<version>${IMPROVED}|${EARLIER})`;
const REMARK = String.raw`(?:[ \t]*\d{1,2})?(?:[ \t]*[([](?<remark>[^)\]\n]{0,40})[)\]])?`;

const ANSWER_LINE = new RegExp(
  String.raw`${LEAD}(?:(?:my[ \t]+|the[ \t]+)?answer|${VERSION}[ \t]+(?:answer|text|version))${REMARK}${COLON}`,
  'gimu',
);
const ANSWER_INLINE =
  /(?<=\s)(?<opener>["“]?[*_]{0,3})Answer[ \t]*(?<closed>[*_]{0,3})[ \t]*[:：](?<closedAfter>[*_]{1,3})?(?=\s)/gu;
const EXPLANATION_LINE = new RegExp(
  String.raw`${LEAD}(?:(?:(?:brief|short)[ \t]+)?explanations?(?:[ \t]+(?:of|for)[ \t][^:\n]{1,60})?|rationale|skills?[ \t]+(?:used|shown|illustrated|demonstrated))${REMARK}${COLON}`,
  'gimu',
);
const EXPLANATION_INLINE =
  /(?<=\s)(?<opener>["“]?[*_]{0,3})Explanation[ \t]*(?<closed>[*_]{0,3})[ \t]*[:：](?<closedAfter>[*_]{1,3})?(?=\s)/gu;

function matches(reply: string, pattern: RegExp, part: Label['part']): Label[] {
  return [...reply.matchAll(pattern)].map((match) => ({
    part,
    version: versionOf(match.groups?.version ?? match.groups?.remark ?? ''),
    start: match.index,
    end: match.index + match[0].length,
    opener: openerOf(match.groups ?? {}),
  }));
}

const SAYS_IMPROVED = new RegExp(String.raw`\b(?:${IMPROVED})\b`, 'iu');
const SAYS_EARLIER = new RegExp(String.raw`\b(?:${EARLIER})\b`, 'iu');

function versionOf(words: string): Label['version'] {
  if (SAYS_IMPROVED.test(words)) return 'improved';
  return SAYS_EARLIER.test(words) ? 'earlier' : 'plain';
}

function openerOf(groups: { readonly [name: string]: string | undefined }): string {
  const emphasisClosed = Boolean(groups.closed) || Boolean(groups.closedAfter);
  const opener = groups.unquoted === undefined ? (groups.opener ?? '') : '';
  return emphasisClosed ? opener.replace(/[*_]/gu, '') : opener;
}
