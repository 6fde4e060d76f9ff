/**
 * Finds a script's own output among what a login shell prints before and after it: between two lines that begin with
 * a mark nobody else knows. Passes the output on as it comes.
 */
export function frameReader(mark: string, onOutput: (bytes: Buffer) => void | Promise<void>): FrameReader {
  const opening = Buffer.from(`\n${mark}\n`);
  const closing = Buffer.from(`\n${mark} `);
  let state: 'before' | 'inside' | 'after' = 'before';
  let held: Buffer = Buffer.alloc(0);

  async function push(bytes: Buffer): Promise<void> {
    held = Buffer.concat([held, bytes]);
    if (state === 'before') open();
    if (state === 'inside') await readOn();
  }

  function open(): void {
    const at = held.indexOf(opening);
    if (at < 0) {
      held = held.subarray(Math.max(0, held.length - opening.length));
      return;
    }
    state = 'inside';
    held = held.subarray(at + opening.length);
  }

  async function readOn(): Promise<void> {
    const at = held.indexOf(closing);
    if (at < 0) return pass(held.length - closing.length);
    await pass(at);
    state = 'after';
  }

  async function pass(length: number): Promise<void> {
    if (length <= 0) return;
    const bytes = held.subarray(0, length);
    held = held.subarray(length);
    await onOutput(bytes);
  }

  return {
    push,
    end() {
      if (state !== 'after') return { hasBegun: state === 'inside' };
      const code = /^\d+(?=\n)/.exec(held.subarray(closing.length).toString('latin1'))?.[0];
      return { hasBegun: true, ...(code === undefined ? {} : { code: Number(code) }) };
    },
  };
}

export interface FrameReader {
  /** Resolves when what came of it has been taken. One at a time. */
  push(bytes: Buffer): Promise<void>;
  /** No more comes. The exit status of the script, when its output is whole. */
  end(): { readonly hasBegun: boolean; readonly code?: number };
}

/** The script, with its output between the lines of the mark and its complaints after one. */
export function framed(script: string, mark: string): string {
  return `printf '\\n%s\\n' ${mark} >&2\nprintf '\\n%s\\n' ${mark}\n(\n${script}\n)\nprintf '\\n%s %s\\n' ${mark} $?\n`;
}
