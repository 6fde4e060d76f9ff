import type { ModelReply } from '../../core/runs/ports.ts';
import { withoutKey } from './readFailure.ts';

/** The reply with the key blotted out wherever the server repeats it. */
export function withoutKeyInside(reply: ModelReply, key: string | undefined): ModelReply {
  const raw = JSON.stringify(reply.raw);
  const safe = withoutKey(raw, key);
  return safe === raw ? reply : { ...reply, raw: JSON.parse(safe) };
}
