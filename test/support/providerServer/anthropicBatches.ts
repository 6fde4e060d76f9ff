import type { IncomingMessage } from 'node:http';
import { anthropicDialect } from './anthropicDialect.ts';
import { type BatchAnswer, type BatchRoute, NO_BATCH, pageOf, queryOf, refused } from './batchRoutes.ts';
import { isRecord } from './dialect.ts';
import type { BatchLine, FakeBatch, FakeBatches, LineOutcome, SettledLine } from './fakeBatches.ts';
import { readJson } from './listen.ts';

/** Anthropic's Message Batches. Forms from https://docs.claude.com/en/api/creating-message-batches. */
export function anthropicBatchRoutes(batches: FakeBatches): BatchRoute[] {
  async function create(incoming: IncomingMessage): Promise<BatchAnswer> {
    const body = await readJson(incoming);
    const lines = readLines(body);
    if (typeof lines === 'string') return refused(lines);
    return { kind: 'json', body: describe(batches.add(lines)), isSubmission: true };
  }

  function list(incoming: IncomingMessage): BatchAnswer {
    const query = queryOf(incoming);
    const { page, hasMore } = pageOf(batches.all, query.get('after_id'), query.get('limit'));
    const ends = { first_id: page[0]?.id ?? null, last_id: page.at(-1)?.id ?? null };
    return { kind: 'json', body: { data: page.map(describe), ...ends, has_more: hasMore } };
  }

  function describe(batch: FakeBatch): unknown {
    const { state } = batches.standing(batch);
    const { settled, createdAt, cancelledAt, lines, id } = batch;
    const hasEnded = settled !== undefined || state === 'failed';
    const count = (kind: LineOutcome['kind']) =>
      (settled ?? []).filter(({ outcome }) => outcome.kind === kind).length;
    return {
      id,
      type: 'message_batch',
      processing_status: hasEnded ? 'ended' : cancelledAt === undefined ? 'in_progress' : 'canceling',
      request_counts: {
        // All stay here until the whole batch has ended.
        processing: hasEnded ? 0 : lines.length,
        succeeded: count('reply'),
        errored: count('error'),
        canceled: count('cancelled'),
        expired: count('expired'),
      },
      created_at: timeOf(createdAt),
      expires_at: timeOf(createdAt + 86_400_000),
      ended_at: hasEnded ? timeOf(Date.now()) : null,
      archived_at: null,
      cancel_initiated_at: cancelledAt === undefined ? null : timeOf(cancelledAt),
      results_url: settled === undefined ? null : `http://localhost/v1/messages/batches/${id}/results`,
    };
  }

  function results(batch: FakeBatch): BatchAnswer {
    batches.standing(batch);
    if (batch.settled === undefined) return refused('The batch has not ended yet');
    return { kind: 'lines', lines: batch.settled.map(resultLine) };
  }

  const withBatch = (id: string, use: (batch: FakeBatch) => BatchAnswer): BatchAnswer => {
    const batch = batches.find(id);
    return batch === undefined ? NO_BATCH : use(batch);
  };
  const described = (batch: FakeBatch): BatchAnswer => ({ kind: 'json', body: describe(batch) });

  return [
    route('POST', /^\/v1\/messages\/batches$/, create),
    route('GET', /^\/v1\/messages\/batches$/, list),
    route('GET', /^\/v1\/messages\/batches\/([\w-]+)$/, (_, [id = '']) => withBatch(id, described)),
    route('GET', /^\/v1\/messages\/batches\/([\w-]+)\/results$/, (_, [id = '']) => withBatch(id, results)),
    route('POST', /^\/v1\/messages\/batches\/([\w-]+)\/cancel$/, (_, [id = '']) =>
      withBatch(id, (batch) => {
        batches.cancel(batch);
        return described(batch);
      }),
    ),
  ];
}

function route(method: string, path: RegExp, handle: BatchRoute['handle']): BatchRoute {
  return { method, path, dialect: anthropicDialect, handle };
}

function timeOf(time: number): string {
  return new Date(time).toISOString();
}

/** A text says what is wrong. */
function readLines(body: unknown): BatchLine[] | string {
  if (!isRecord(body) || !Array.isArray(body.requests) || body.requests.length === 0) {
    return 'requests: Field required';
  }
  const lines: BatchLine[] = [];
  const ids = new Set<string>();
  for (const { custom_id, params } of body.requests) {
    if (!/^[\w-]{1,64}$/.test(custom_id)) return 'requests.custom_id: String should match pattern';
    if (ids.has(custom_id)) return `requests: custom_id ${custom_id} is not unique`;
    ids.add(custom_id);
    lines.push({ customId: custom_id, body: params });
  }
  return lines;
}

function resultLine({ customId, outcome }: SettledLine): unknown {
  return { custom_id: customId, result: resultOf(outcome) };
}

function resultOf(outcome: LineOutcome): unknown {
  switch (outcome.kind) {
    case 'reply':
      return { type: 'succeeded', message: anthropicDialect.whole(outcome.written, outcome.request) };
    case 'error':
      return { type: 'errored', error: anthropicDialect.error(outcome.error) };
    case 'expired':
      return { type: 'expired' };
    case 'cancelled':
      return { type: 'canceled' };
  }
}
