import type { ModelReply } from '../../core/runs/ports.ts';
import type { Sent } from './protocolPort.ts';

/**
 * Reads a reply that comes in one piece. Its text is at hand, so that a key in it is found without writing the
 * reply out once more.
 */
export async function readWhole(
  response: Pick<Response, 'headers' | 'text'>,
  read: (raw: unknown) => ModelReply,
): Promise<Sent> {
  const body = await response.text();
  return { reply: read(JSON.parse(body)), headers: response.headers, body };
}
