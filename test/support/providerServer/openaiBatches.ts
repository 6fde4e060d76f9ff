import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { type BatchAnswer, type BatchRoute, NO_BATCH, pageOf, queryOf, refused } from './batchRoutes.ts';
import { isRecord } from './dialect.ts';
import type { BatchLine, FakeBatch, FakeBatches, SettledLine, Standing } from './fakeBatches.ts';
import { readJson } from './listen.ts';
import { openaiDialect } from './openaiDialect.ts';

/** OpenAI's Batch API. Forms from https://platform.openai.com/docs/api-reference/batch. */
export function openaiBatchRoutes(batches: FakeBatches): BatchRoute[] {
  const files = new Map<string, string>();

  async function upload(incoming: IncomingMessage): Promise<BatchAnswer> {
    const form = await new Response(Readable.toWeb(incoming), {
      headers: { 'content-type': incoming.headers['content-type'] ?? '' },
    }).formData();
    const file = form.get('file');
    if (form.get('purpose') !== 'batch' || !(file instanceof File))
      return refused("Invalid 'purpose' or 'file'");
    const id = `file-fake-${files.size}`;
    files.set(id, await file.text());
    const body = {
      id,
      object: 'file',
      bytes: file.size,
      filename: file.name,
      purpose: 'batch',
      created_at: 0,
    };
    return { kind: 'json', body: { ...body, status: 'processed' } };
  }

  async function create(incoming: IncomingMessage): Promise<BatchAnswer> {
    const body = await readJson(incoming);
    if (!isRecord(body) || body.endpoint !== '/v1/chat/completions' || body.completion_window !== '24h') {
      return refused("Invalid 'endpoint' or 'completion_window'");
    }
    const text = files.get(String(body.input_file_id));
    if (text === undefined) return refused('No such File object');
    const lines = readLines(text);
    if (typeof lines === 'string') return refused(lines);
    return { kind: 'json', body: describe(batches.add(lines, body.metadata)), isSubmission: true };
  }

  function list(incoming: IncomingMessage): BatchAnswer {
    const query = queryOf(incoming);
    const { page, hasMore } = pageOf(batches.all, query.get('after'), query.get('limit'));
    const ends = { first_id: page[0]?.id ?? null, last_id: page.at(-1)?.id ?? null };
    return { kind: 'json', body: { object: 'list', data: page.map(describe), ...ends, has_more: hasMore } };
  }

  function describe(batch: FakeBatch): unknown {
    const { state, done } = batches.standing(batch);
    const failed = count(batch, isFailure);
    return {
      id: batch.id,
      object: 'batch',
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
      input_file_id: 'file-fake',
      status: STATES[state],
      created_at: Math.floor(batch.createdAt / 1000),
      expires_at: Math.floor(batch.createdAt / 1000) + 86_400,
      metadata: batch.metadata,
      output_file_id: count(batch, isReply) > 0 ? `${batch.id}-output` : null,
      error_file_id: failed > 0 ? `${batch.id}-errors` : null,
      errors: state === 'failed' ? { object: 'list', data: [TOO_MANY] } : null,
      request_counts: {
        total: state === 'validating' ? 0 : batch.lines.length,
        completed: batch.settled === undefined ? done : count(batch, isReply),
        failed,
      },
    };
  }

  function content(fileId: string): BatchAnswer {
    const [, id = '', part] = /^(.+)-(output|errors)$/.exec(fileId) ?? [];
    const settled = batches.find(id)?.settled;
    if (settled === undefined)
      return { kind: 'error', error: { status: 404, message: 'No such File object' } };
    return { kind: 'lines', lines: settled.filter(part === 'output' ? isReply : isFailure).map(resultLine) };
  }

  const withBatch = (id: string, use: (batch: FakeBatch) => unknown): BatchAnswer => {
    const batch = batches.find(id);
    return batch === undefined ? NO_BATCH : { kind: 'json', body: use(batch) };
  };

  return [
    route('POST', /^\/v1\/files$/, upload),
    route('GET', /^\/v1\/files\/([\w-]+)\/content$/, (_, [id = '']) => content(id)),
    route('POST', /^\/v1\/batches$/, create),
    route('GET', /^\/v1\/batches$/, list),
    route('GET', /^\/v1\/batches\/([\w-]+)$/, (_, [id = '']) => withBatch(id, describe)),
    route('POST', /^\/v1\/batches\/([\w-]+)\/cancel$/, (_, [id = '']) =>
      withBatch(id, (batch) => {
        batches.cancel(batch);
        return describe(batch);
      }),
    ),
  ];
}

function route(method: string, path: RegExp, handle: BatchRoute['handle']): BatchRoute {
  return { method, path, dialect: openaiDialect, handle };
}

const STATES: { readonly [state in Standing['state']]: string } = {
  validating: 'validating',
  running: 'in_progress',
  finalizing: 'finalizing',
  ended: 'completed',
  failed: 'failed',
  expired: 'expired',
  cancelled: 'cancelled',
};

const TOO_MANY = {
  code: 'token_limit_exceeded',
  message: 'Enqueued token limit reached for this model.',
  param: null,
  line: null,
};

/** Undocumented lines are refused, as the provider does; a text says why. */
function readLines(text: string): BatchLine[] | string {
  const lines: BatchLine[] = [];
  const ids = new Set<string>();
  for (const line of text.split('\n').filter((part) => part !== '')) {
    const { custom_id, method, url, body } = JSON.parse(line);
    if (method !== 'POST' || url !== '/v1/chat/completions') return 'Invalid method or url';
    if (typeof custom_id !== 'string' || ids.has(custom_id))
      return `The custom_id ${custom_id} is duplicated`;
    ids.add(custom_id);
    lines.push({ customId: custom_id, body });
  }
  return lines;
}

function resultLine({ customId, outcome }: SettledLine): unknown {
  const shared = { id: `batch_req_${customId}`, custom_id: customId };
  switch (outcome.kind) {
    case 'reply': {
      const body = openaiDialect.whole(outcome.written, outcome.request);
      return { ...shared, response: { status_code: 200, request_id: 'req_fake', body }, error: null };
    }
    case 'error': {
      const body = openaiDialect.error(outcome.error);
      const response = { status_code: outcome.error.status, request_id: 'req_fake', body };
      return { ...shared, response, error: null };
    }
    default: {
      const message = 'This request could not be executed before the completion window expired.';
      return { ...shared, response: null, error: { code: `batch_${outcome.kind}`, message } };
    }
  }
}

function isReply({ outcome }: SettledLine): boolean {
  return outcome.kind === 'reply';
}

function isFailure(line: SettledLine): boolean {
  return !isReply(line);
}

function count({ settled = [] }: FakeBatch, is: (line: SettledLine) => boolean): number {
  return settled.filter(is).length;
}
