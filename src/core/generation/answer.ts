import { type Label, labelsOf } from './labels.ts';
import { unwrap } from './unwrap.ts';
import { withoutThinking } from './withoutThinking.ts';

export type Answer =
  /** `explanation` is the student's own. */
  | { readonly kind: 'answer'; readonly text: string; readonly explanation?: string }
  /** `why` says what the reply lacks, to be shown as it is. */
  | { readonly kind: 'unusable'; readonly why: string };

/**
 * The text that a student's reply announces with "Answer:". Nothing is guessed: without that label, or with nothing
 * behind it, the reply is unusable.
 *
 * Of several answers the last usable one that calls itself improved counts, else the last usable one: a student
 * that repeats its earlier answer does so before the new one. One that calls itself original never counts.
 */
export function extractAnswer(reply: string): Answer {
  if (reply.trim() === '') return unusable('the reply is empty');
  const said = withoutThinking(reply);
  if (said.trim() === '') return unusable('the reply holds reasoning and no answer');
  const labels = labelsOf(said);
  const own = ownTurn(said, labels);
  const parts = partsOf(own, own === said ? labels : labelsOf(own));
  const answers = parts.filter(({ label }) => label.part === 'answer' && label.version !== 'earlier');
  if (answers.length === 0) return unusable('the reply has no "Answer:"');
  const usable = answers.filter(({ text }) => problemOf(text) === undefined);
  const chosen = usable.findLast(({ label }) => label.version === 'improved') ?? usable.at(-1);
  if (chosen === undefined) return unusable(problemOf(answers.at(-1)?.text ?? '') ?? '');
  return withExplanation(chosen.text, explanationOf(parts, chosen));
}

interface Part {
  readonly label: Label;
  readonly text: string;
}

function unusable(why: string): Answer {
  return { kind: 'unusable', why };
}

function withExplanation(text: string, explanation: string | undefined): Answer {
  return explanation === undefined ? { kind: 'answer', text } : { kind: 'answer', text, explanation };
}

/** Some models go on and play the next turn of the user as well. */
function ownTurn(reply: string, labels: readonly Label[]): string {
  const marker = /\n[ \t]*(?:\[INST\]|<\|user\|>|<\|im_start\|>user|#{2,3}\s*(?:user|human|instruction)\b)/iu;
  const marked = marker.exec(reply)?.index ?? reply.length;
  const explained = labels.find(({ part }) => part === 'explanation')?.end ?? reply.length;
  const played = /\n[ \t]*(?:user|human)[ \t]*:/iu.exec(reply.slice(explained))?.index;
  return reply.slice(0, Math.min(marked, played === undefined ? marked : explained + played));
}

function partsOf(reply: string, labels: readonly Label[]): Part[] {
  return labels.map((label, index) => {
    const raw = reply.slice(label.end, labels[index + 1]?.start ?? reply.length);
    return { label, text: label.part === 'answer' ? answerText(raw, label.opener) : raw.trim() };
  });
}

function answerText(raw: string, opener: string): string {
  const text = withoutPreamble(unwrap(closed(raw.trim(), opener)));
  return unwrap(text);
}

/** Cuts the text where a quote that was opened before the label closes, and drops what closes an emphasis. */
function closed(text: string, opener: string): string {
  const end = /["“]/u.test(opener) ? /["”][*_]*[ \t]*(?:\r?\n|$)/u.exec(text)?.index : undefined;
  const quoted = text.slice(0, end).trim();
  const emphasis = opener.replace(/[^*_]/gu, '');
  if (emphasis === '') return quoted;
  if (quoted.startsWith(emphasis)) return quoted.slice(emphasis.length);
  return quoted.endsWith(emphasis) ? quoted.slice(0, -emphasis.length) : quoted;
}

const PREAMBLE =
  /^(?:sure|of course|certainly|absolutely|okay|ok|great|thank|thanks|here['’]?s|here is|here are|below is|i['’]d be happy)\b[^\n]*\b(?:example|version|text|answer|sentence|piece|passage|attempt)s?\b[^\n]*[:：][*_]*(?:\n|$)/iu;

function withoutPreamble(text: string): string {
  return text.replace(PREAMBLE, '').trim() === '' ? text : text.replace(PREAMBLE, '');
}

const PLACEHOLDER =
  /^(?:\[[^\]]{0,120}\]|<[^>]{0,120}>|\{[^}]{0,120}\}|n\/?a|none|tbd|(?:answer|explanation)\s*[:：]?|to be (?:written|done)|(?:your|the|insert|improved) (?:improved )?(?:text|answer)(?: (?:here|itself|goes here))?)\.?$/iu;

/** Why a text is no answer; undefined for one that is. */
function problemOf(text: string): string | undefined {
  if (text === '') return 'nothing stands after "Answer:"';
  if (text.replace(PREAMBLE, '').trim() === '') return 'only a preamble stands after "Answer:"';
  if (PLACEHOLDER.test(text)) return 'only a placeholder stands after "Answer:"';
  return /[\p{L}\p{N}]/u.test(text) ? undefined : 'no words stand after "Answer:"';
}

/** The explanation that follows the chosen answer, else one that precedes it. */
function explanationOf(parts: readonly Part[], chosen: Part): string | undefined {
  const given = parts.filter(({ label, text }) => label.part === 'explanation' && text !== '');
  const after = given.find(({ label }) => label.start > chosen.label.start);
  return (after ?? given.at(-1))?.text;
}
