/**
 * Yields one page after the other, and has the next one read while the caller is at one. `read` is given the page
 * before, and gives undefined after the last.
 */
export async function* readAhead<Page>(
  read: (before: Page | undefined) => Promise<Page> | undefined,
): AsyncGenerator<Page> {
  let coming = read(undefined);
  while (coming !== undefined) {
    const page = await coming;
    coming = read(page);
    // It is awaited in the next turn, unless the caller has stopped before.
    coming?.catch(() => {});
    yield page;
  }
}
