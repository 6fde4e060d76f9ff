import type { BatchLines } from '../../core/answers/readAnswers.ts';
import { resultOf } from './batchPort.ts';
import { lineOf, readLine } from './openaiBatches.ts';
import type { PortSettings } from './portSettings.ts';
import { UnusableReply } from './unusableReply.ts';

/** OpenAI's batch format as engines on a target read and write it. `name`: of the target, for messages. */
export function batchLines(name: string): BatchLines {
  const settings: PortSettings = {
    name,
    kind: 'openai',
    baseUrl: 'http://localhost/v1',
    timeout: 0,
    keyHint: '',
  };
  return {
    write: (call) => lineOf(call, settings).trimEnd(),
    read(line) {
      try {
        return resultOf(readLine(line), settings);
      } catch (error) {
        if (error instanceof SyntaxError || error instanceof UnusableReply) return undefined;
        throw error;
      }
    },
  };
}
