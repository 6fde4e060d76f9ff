const OPEN = /^\s*<(?:think|thinking|thought|reasoning)>/iu;
const CLOSE = /<\/(?:think|thinking|thought|reasoning)>/iu;
const CLOSE_ALONE = /^[ \t]*<\/(?:think|thinking|thought|reasoning)>[ \t]*$/imu;
const HELD_OPEN = /<(?:think|thinking|thought|reasoning)>/iu;

/**
 * A reply without the reasoning block that some models put before their words. A block that is never closed is
 * all reasoning, so nothing is left. A closing tag that has a line for itself and no opening one before it (the chat
 * template held that) closes a block that began with the reply. Any other tag is the model's text.
 */
export function withoutThinking(reply: string): string {
  const opened = OPEN.test(reply);
  const close = (opened ? CLOSE : CLOSE_ALONE).exec(reply);
  if (close === null) return opened ? '' : reply;
  if (!opened && HELD_OPEN.test(reply.slice(0, close.index))) return reply;
  const rest = reply.slice(close.index + close[0].length);
  return OPEN.test(rest) ? withoutThinking(rest) : rest;
}
