/** Wrong usage: exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Work that failed for a reason that the message tells: exit 1. */
export class WorkError extends Error {
  override readonly name = 'WorkError';
}

/** Results go to standard output. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** What is said about the work goes to standard error, so that results can be piped. */
export function tell(text: string): void {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
}

/**
 * A text that a model or a server wrote, so that a terminal only shows it: control characters, which could move the
 * cursor or change what was printed before, stand as pictures of themselves. Line ends and tabs stay.
 */
export function harmless(text: string): string {
  return text.replace(CONTROLS, (control) => {
    const code = control.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\uFFFD';
  });
}

/** C0 without tab and line feed, delete, C1, and what turns the direction of writing. */
const CONTROLS = /[^\P{Cc}\t\n]|[\u202A-\u202E\u2066-\u2069]/gu;
