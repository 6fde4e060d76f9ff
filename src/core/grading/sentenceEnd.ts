import {
  ANNOUNCING,
  BEFORE_NUMBER,
  SPEAKS,
  STARTERS,
  TIME_NAMES,
  TITLES,
  TRAILING,
} from './abbreviations.ts';

/** Terminal marks of all scripts, with the ellipsis, which Unicode does not count among them. */
const MARK = String.raw`[\p{Sentence_Terminal}…]`;
const EMOJI = String.raw` *(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator})[\uFE0F\u200D]*`;
const CLOSER = String.raw`(?:["'”’»›)\]}」』）】*_~¹²³⁰-⁹]|[“«‹](?=[\s,;.]|$)|\[\d+\]|${EMOJI})`;
/** A mark or several, what closes directly behind them, and white space. */
export const ENDING = String.raw`(?<marks>[.…](?: [.…])+|${MARK}+)(?<closers>${CLOSER}*)(?<space>\s*)`;

// Looking behind from one place, and not searching up to it, keeps long texts linear.
const ENDING_BEFORE = new RegExp(`(?<=${ENDING})`, 'uy');
const WORD_BEFORE = /(?<=(?<earlier>.{0,20})(?<word>\S{0,80}))/uy;
/** How far ahead is looked: enough for the naming of a speaker. */
const AHEAD = 120;

/** What stands round a place where a sentence may end. */
interface Junction {
  /** The word before the marks, as far back as white space, and at most 80 characters of it. */
  readonly word: string;
  /** The few characters before that word. */
  readonly earlier: string;
  readonly marks: string;
  readonly closers: string;
  readonly space: string;
  readonly after: string;
  /** The first word of `after`, in lower case. */
  readonly nextWord: string;
  readonly nextCase: 'upper' | 'lower' | 'other';
}

/**
 * Whether a sentence ends before `next`, the index of the first character behind a mark and its white space.
 * The text holds no line breaks.
 */
export function isSentenceEnd(text: string, next: number): boolean {
  const junction = junctionAt(text, next);
  if (junction === undefined || goesOn(junction)) return false;
  if (isEllipsis(junction)) return junction.nextCase !== 'lower' && !/^i\b/u.test(junction.nextWord);
  if (junction.space === '' && /[.!?]/u.test(junction.marks) && !endsUnspaced(junction)) return false;
  if (junction.nextCase === 'lower' && /["'”’»)\]“«」』]/u.test(junction.closers)) return false;
  if (isSpeech(junction)) return false;
  return junction.marks !== '.' || endsWithStop(junction);
}

function junctionAt(text: string, next: number): Junction | undefined {
  const ending = matchAt(ENDING_BEFORE, text, next);
  if (ending === undefined) return undefined;
  const { marks = '', closers = '', space = '' } = ending;
  const stem = next - marks.length - closers.length - space.length;
  const { word = '', earlier = '' } = matchAt(WORD_BEFORE, text, stem) ?? {};
  const after = text.slice(next, next + AHEAD);
  const head = /^[^\p{L}\p{N}]*(?<word>[\p{L}\p{N}\p{M}]+(?:['’]\p{L}+)?)/u.exec(after)?.groups?.word ?? '';
  const nextCase = /^\p{Ll}/u.test(head) ? 'lower' : /^[\p{Lu}\p{Lt}]/u.test(head) ? 'upper' : 'other';
  return { word, earlier, marks, closers, space, after, nextWord: head.toLowerCase(), nextCase };
}

function matchAt(
  pattern: RegExp,
  text: string,
  index: number,
): { [group: string]: string | undefined } | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text)?.groups;
}

/** Whether what follows cannot begin a sentence: no word, or a mark that joins it to what was before. */
function goesOn({ word, closers, after, nextWord, nextCase }: Junction): boolean {
  if (nextWord === '') return true;
  if (/^[\p{Sentence_Terminal}…,;:)\]}\p{Extended_Pictographic}]/u.test(after)) return true;
  if (/^[–—-]/u.test(after) && nextCase === 'lower') return true;
  return word.endsWith('(') && closers.startsWith(')');
}

/** Two dots or more, or the one character, without a stronger mark. */
function isEllipsis({ marks }: Junction): boolean {
  return /^(?:…|[. …]{2,})[.… ]*$/u.test(marks);
}

/** A mark within a word: in an address, an abbreviation or a number, or at an end whose space was forgotten. */
function endsUnspaced({ word, closers, after, marks }: Junction): boolean {
  if (/[@/_\d]|\p{L}\.\p{L}/u.test(word) || /^\S*(?:[@/]|\p{L}\.\p{L})/u.test(after)) return false;
  if (closers !== '' || marks !== '.') return /^["“'‘(]*\p{Lu}/u.test(after);
  return /\p{Ll}{2}$/u.test(word) && /^\p{Lu}(?:\p{Ll}|\s)/u.test(after);
}

/** `"Stop!" Anna said.` is one sentence, and so is 「走吧。」他说。 */
function isSpeech({ marks, closers, after, nextWord }: Junction): boolean {
  if (/[”」』]/u.test(closers) && /^\p{Script=Han}{1,4}?[说說道问問喊叫答]/u.test(after)) return true;
  if (marks === '.' || !/["”’'»]/u.test(closers) || isPronoun(nextWord)) return false;
  const naming = /^(?:\p{L}[\p{L}.’'-]* ){1,3}/u.exec(after)?.[0] ?? '';
  return naming
    .split(' ')
    .some((_, index, all) => SPEAKS.test(after.slice(all.slice(0, index + 1).join(' ').length + 1)));
}

function isPronoun(word: string): boolean {
  return ['he', 'she', 'they', 'it', 'we', 'you', 'i'].includes(word);
}

/** Whether a single full stop ends the sentence, and not only an abbreviation, an initial or a number. */
function endsWithStop(junction: Junction): boolean {
  const { earlier, nextWord, nextCase } = junction;
  const word = junction.word.replace(/^[^\p{L}\p{N}]+/u, '');
  const low = word.toLowerCase();
  const starts = STARTERS.has(nextWord);
  if (/^\d{1,2}$/u.test(word) && (earlier.trim() === '' || nextCase === 'lower')) return false;
  if (TITLES.has(word) || ANNOUNCING.has(low)) return false;
  if (BEFORE_NUMBER.has(low)) return !/^\d/u.test(nextWord);
  if (/^[ap]\.m$/u.test(low)) return nextCase === 'upper' && !TIME_NAMES.has(nextWord);
  if (low === 'etc' || (low === 'al' && /\bet $/u.test(earlier))) return nextCase !== 'lower';
  if (TRAILING.has(word) || /^(?:\p{L}\.)+\p{L}{1,3}$|^Ph\.D$/u.test(word)) {
    return nextCase === 'upper' && starts;
  }
  if (word === 'I' && /\p{Ll} $/u.test(earlier)) return true;
  return !/^\p{Lu}$/u.test(word) || starts;
}
