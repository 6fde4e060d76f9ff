import * as v from 'valibot';

/** What a server says about an error, in whichever of the usual forms it says so. */
export interface ErrorReport {
  readonly message?: string;
  /** Machine-readable words: `insufficient_quota`, `overloaded_error`. */
  readonly labels: readonly string[];
  /** An HTTP status inside the body. */
  readonly status?: number;
}

const word = v.fallback(v.optional(v.union([v.string(), v.number()])), undefined);
const details = v.object({
  message: v.fallback(v.optional(v.string()), undefined),
  type: word,
  code: word,
  param: word,
});
/** OpenAI and Anthropic: `{error: {message, type, code}}`; Ollama and LM Studio: `{error: text}`. */
const nested = v.pipe(
  v.object({ error: v.union([v.string(), details]) }),
  v.transform(({ error }) => (typeof error === 'string' ? { message: error } : error)),
);
/** FastAPI: `{detail: text | [{msg}]}`. */
const fastApi = v.pipe(
  v.object({ detail: v.union([v.string(), v.array(v.object({ msg: v.string() }))]) }),
  v.transform(({ detail }) => ({
    message: typeof detail === 'string' ? detail : detail.map(({ msg }) => msg).join('; '),
  })),
);
/** Last: vLLM's `{message, type, code}`, and the inner part that the SDKs cut out. */
const anyForm = v.union([
  nested,
  fastApi,
  v.pipe(
    v.string(),
    v.transform((message) => ({ message })),
  ),
  details,
]);

/** Reads an error's body that has been parsed as JSON. */
export function readErrorReport(payload: unknown): ErrorReport {
  const parsed = v.safeParse(anyForm, payload);
  if (!parsed.success) return { labels: [] };
  const { message, type, code, param } = {
    type: undefined,
    code: undefined,
    param: undefined,
    ...parsed.output,
  };
  const labels = [type, code, param].filter((label) => typeof label === 'string');
  return {
    labels,
    ...(message === undefined ? {} : { message: message.slice(0, 1000) }),
    ...(isStatus(code) ? { status: code } : {}),
  };
}

/** Reads the text of an error's body: JSON, or plain words. A web page says nothing of use. */
export function readErrorText(body: string): ErrorReport {
  try {
    return readErrorReport(JSON.parse(body));
  } catch {
    const text = body.trim();
    return text === '' || text.startsWith('<')
      ? { labels: [] }
      : { labels: [], message: text.slice(0, 1000) };
  }
}

function isStatus(code: unknown): code is number {
  return typeof code === 'number' && code >= 400 && code < 600;
}
