const OPEN = /^\s*<(think|thinking|thought|reasoning)>/iu;
const CLOSE = /<\/(?:think|thinking|thought|reasoning)>/iu;

/**
 * A reply without the reasoning block that some models put before their words. A block that is never closed is
 * all reasoning, so nothing is left; a closing tag without an opening one (the chat template held it) closes a
 * block that began with the reply. Only the start of the reply is looked at: a tag further on is the model's text.
 */
export function withoutThinking(reply: string): string {
  const opened = OPEN.test(reply);
  const close = CLOSE.exec(reply);
  if (close === null) return opened ? '' : reply;
  if (!opened && holdsOpening(reply.slice(0, close.index))) return reply;
  const rest = reply.slice(close.index + close[0].length);
  return OPEN.test(rest) ? withoutThinking(rest) : rest;
}

function holdsOpening(text: string): boolean {
  return /<(?:think|thinking|thought|reasoning)>/iu.test(text);
}
