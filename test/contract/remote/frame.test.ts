import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { callFailure, scriptFailure } from '../../../src/adapters/remote/callFailure.ts';
import { framed, frameReader } from '../../../src/adapters/remote/frame.ts';

const MARK = 'c0ffee';

async function read(pieces: readonly Buffer[]) {
  const taken: Buffer[] = [];
  const frame = frameReader(MARK, (bytes) => void taken.push(bytes));
  for (const piece of pieces) await frame.push(piece);
  return { ...frame.end(), out: Buffer.concat(taken) };
}

describe('the output of a script', () => {
  const script = framed(`printf 'a\\n\\000\\377 ${MARK}\\n'; exit 3`, MARK);
  const said = execFileSync('sh', ['-c', `printf "Welcome\\n\\nmotd"; ${script}echo logout`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });

  it('is found among banners, byte for byte, with its exit status', async () => {
    const out = Buffer.from(`a\n\0\xff ${MARK}\n`, 'latin1');
    expect(await read([said])).toEqual({ hasBegun: true, code: 3, out });
  });

  it('is the same in whatever pieces it comes', async () => {
    const whole = await read([said]);
    for (const size of [1, 2, 7, 8, 9, 20]) {
      const pieces = Array.from({ length: Math.ceil(said.length / size) }, (_, index) =>
        said.subarray(index * size, (index + 1) * size),
      );
      expect(await read(pieces)).toEqual(whole);
    }
  });

  it('is not whole wherever it is cut before its status', async () => {
    const end = said.lastIndexOf('3\n');
    for (let length = 0; length <= end + 1; length++)
      expect((await read([said.subarray(0, length)])).code).toBeUndefined();
  });
});

describe('why a target gives no answer', () => {
  const said = (text: string) => callFailure({ host: 'lab', said: text, hasBegun: false, isAborted: false });

  it.each([
    ['Host key verification failed.', 'host-key'],
    ['@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @', 'host-key'],
    ['me@lab: Permission denied (publickey).', 'denied'],
    ['ssh: Could not resolve hostname lab: Name or service not known', 'unreachable'],
    ['ssh: connect to host lab port 22: Connection timed out', 'unreachable'],
    ['spawn ssh ENOENT', 'rejected'],
    ['', 'unreachable'],
  ])('is told by what ssh says: %s', (text, kind) => {
    expect(said(text).kind).toBe(kind);
  });

  it('is a cut where the script had begun, and our own doing where it was ended here', () => {
    const cut = { host: 'lab', said: 'Permission denied', hasBegun: true, isAborted: false };
    expect(callFailure(cut).kind).toBe('unreachable');
    expect(callFailure({ ...cut, isAborted: true }).kind).toBe('cancelled');
  });

  it.each([
    ['tar: a: Cannot write: No space left on device', 2, 'disk-full'],
    ['', 66, 'not-there'],
    ['mkdir: cannot create directory: Permission denied', 1, 'denied'],
    [
      'sbatch: error: Batch job submission failed: Socket timed out on send/recv operation',
      76,
      'unreachable',
    ],
    ['sbatch: error: Invalid account', 76, 'rejected'],
  ])('is told by what the script says: %s', (text, code, kind) => {
    expect(scriptFailure('lab', code, text).kind).toBe(kind);
  });
});
