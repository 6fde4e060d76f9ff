import type { ModelReply, ModelRequest } from '../../core/runs/ports.ts';
import { joinJson, splitJson } from './jsonForm.ts';

/** The number of a text that is kept. */
export type NumberOf = (text: string) => number;

/** A request with its long texts taken out. */
export interface PackedRequest {
  /** What is kept once for all requests that have it. */
  readonly texts: readonly string[];
  /** The `request` column, with the numbers of the texts. */
  readonly column: (numberOf: NumberOf) => string;
}

export function packRequest({ messages, schema, ...rest }: ModelRequest): PackedRequest {
  const split = schema === undefined ? undefined : splitJson(schema.schema, isEnum);
  return {
    texts: [...messages.map(({ content }) => content), ...(split === undefined ? [] : [split.form])],
    column: (numberOf) =>
      JSON.stringify({
        ...rest,
        messages: messages.map(({ role, content }) => ({ role, content: numberOf(content) })),
        ...(schema === undefined || split === undefined
          ? {}
          : { schema: { name: schema.name, form: numberOf(split.form), parts: split.parts } }),
      }),
  };
}

/** Schemas for the same number of criteria differ only in the words that they allow. */
function isEnum(_value: unknown, key: string): boolean {
  return key === 'enum';
}

/** A reply with its long texts taken out. */
export interface PackedReply {
  /** What is kept once for all replies that have it. */
  readonly texts: readonly string[];
  /** The columns `reply`, `finish`, `input_tokens`, `output_tokens`, `raw_form` and `raw`. */
  readonly columns: (numberOf: NumberOf) => readonly (string | number | null)[];
}

/** Of the raw reply, the text is left out, because it is kept already, and what differs from reply to reply stays. */
export function packReply({ text, finish, usage, raw }: ModelReply): PackedReply {
  const { form, parts } = splitJson(raw ?? null, isOwn);
  const own = JSON.stringify(parts.map((part) => (part === text ? null : part)));
  return {
    texts: [text, form],
    columns: (numberOf) => [
      numberOf(text),
      finish,
      usage?.input ?? null,
      usage?.output ?? null,
      numberOf(form),
      own,
    ],
  };
}

export function unpackRaw(form: string, parts: readonly unknown[], text: string): unknown {
  return joinJson({ form, parts: parts.map((part) => part ?? text) });
}

function isOwn(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && (value.length > LONGEST_WORD || /\d/u.test(value));
}

/** Identifiers and texts are longer, or have digits. */
const LONGEST_WORD = 24;
