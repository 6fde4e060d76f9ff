/** The lines of a body as it comes, without those that are empty. To stop early closes the connection. */
export async function* linesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string> {
  if (body === null) return;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const lines = (rest + decoder.decode(read.value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines.filter(isFilled);
    }
    rest += decoder.decode();
    if (isFilled(rest)) yield rest;
  } finally {
    // A body that broke off cannot be cancelled; its error is on its way already.
    await reader.cancel().catch(() => undefined);
  }
}

function isFilled(line: string): boolean {
  return line.trim() !== '';
}
