import { extractAnswer } from '../../generation/answer.ts';
import { ALL_SPLIT } from '../../mixes/mix.ts';
import type { ChatMessage } from '../../runs/ports.ts';
import type { SampleResult } from '../../runs/records.ts';
import type { IncomingText, IncomingTurn } from '../incoming/incomingText.ts';
import type { RunFolder } from './folderNames.ts';
import { releaseMixOf } from './releaseMix.ts';
import { lastTurnOf, type TableRow, turnOf } from './tableRow.ts';

export type ReleaseText =
  | { readonly kind: 'text'; readonly text: Omit<IncomingText, 'gradings' | 'reviews' | 'occurrence'> }
  /** The row cannot be imported at all. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** Reads a row of the table of texts. The text is the one that the release took out of the reply and graded. */
export function readReleaseText(row: TableRow, run: RunFolder, student: string): ReleaseText {
  const last = lastTurnOf(row);
  if (last < 0) return { kind: 'unreadable', why: 'the table has no column of texts (text_0, text_1)' };
  const turns = turnsOf(row, last);
  const first = turns[0]?.messages.at(-1)?.content ?? '';
  const read = releaseMixOf(row, first);
  if (read.kind === 'unreadable') return read;
  const draft = last > 0 ? (row[`text_${last - 1}`] ?? '').trim() : '';
  return {
    kind: 'text',
    text: {
      ...{ mix: read.mix, split: ALL_SPLIT, seed: run.seed, student, turns },
      ...{ generation: run.generation, promptVersion: run.promptVersion },
      result: resultOf((row[`text_${last}`] ?? '').trim(), turns.at(-1)?.reply ?? ''),
      ...(draft === '' ? {} : { draft }),
    },
  };
}

function resultOf(text: string, reply: string): SampleResult {
  if (text === '')
    return { kind: 'unreadable', why: 'the table holds no text: nothing was found in the reply' };
  const answer = extractAnswer(reply);
  if (answer.kind !== 'answer' || answer.explanation === undefined) return { kind: 'text', text };
  return { kind: 'text', text, explanation: answer.explanation };
}

/** All turns, or none: half a conversation is none. */
function turnsOf(row: TableRow, last: number): IncomingTurn[] {
  const system = (row['system prompt'] ?? '').trim();
  const said: ChatMessage[] = system === '' ? [] : [{ role: 'system', content: system }];
  const turns: IncomingTurn[] = [];
  for (let number = 0; number <= last; number += 1) {
    const turn = turnOf(row, number);
    if (turn === undefined || turn.request === '' || turn.reply === '') return [];
    said.push({ role: 'user', content: turn.request });
    turns.push({ messages: [...said], reply: turn.reply });
    said.push({ role: 'assistant', content: turn.reply });
  }
  return turns;
}
