import type { IncomingMessage, ServerResponse } from 'node:http';
import { anthropicBatchRoutes } from './anthropicBatches.ts';
import { anthropicDialect } from './anthropicDialect.ts';
import { sendLines } from './batchRoutes.ts';
import { type BatchBehaviour, type BatchWork, createFakeBatches } from './fakeBatches.ts';
import { openaiBatchRoutes } from './openaiBatches.ts';
import { openaiDialect } from './openaiDialect.ts';
import { sendError, sendJson } from './respond.ts';

/** Both providers' batch APIs. */
export interface BatchApi {
  /** False: the request is for something else. */
  handle(incoming: IncomingMessage, response: ServerResponse): Promise<boolean>;
  behave(behaviour: BatchBehaviour): void;
}

export function createBatchApi(work: Pick<BatchWork, 'answer' | 'pay'>): BatchApi {
  const openai = createFakeBatches('batch', { ...work, dialect: openaiDialect });
  const anthropic = createFakeBatches('msgbatch', { ...work, dialect: anthropicDialect });
  const routes = [...anthropicBatchRoutes(anthropic), ...openaiBatchRoutes(openai)];

  function behave(behaviour: BatchBehaviour): void {
    openai.behaviour = behaviour;
    anthropic.behaviour = behaviour;
  }

  return {
    behave,
    async handle(incoming, response) {
      const path = incoming.url?.split('?')[0] ?? '';
      const { behaviour } = openai;
      const route = routes.find((known) => known.method === incoming.method && known.path.test(path));
      if (route === undefined || behaviour.isMissing) return false;
      const [, ...groups] = route.path.exec(path) ?? [];
      const answer = await route.handle(incoming, groups);
      if (answer.kind === 'error') sendError({ response, dialect: route.dialect }, answer.error);
      else if (answer.kind === 'lines') await sendLines(response, answer.lines);
      else if (answer.isSubmission && behaviour.losesReply) {
        behave({ ...behaviour, losesReply: false });
        response.destroy();
      } else sendJson(response, 200, answer.body);
      return true;
    },
  };
}
