/** Whole numbers by hash, of very many. */
export interface HashNumbers {
  /** The number that is kept for this hash in hexadecimal. Where there is none, `number` is kept: then undefined. */
  firstOf(hash: string, number: number): number | undefined;
  readonly size: number;
}

/**
 * Keeps 128 bits of each hash, which no two different texts share. It is a table in one typed array (open addressing,
 * linear probing): objects would stand in the heap, which grows to several times of what is in it.
 */
export function createHashNumbers(): HashNumbers {
  let table = new Uint32Array(FIRST_SLOTS * WIDTH);
  let size = 0;

  /** Where the slot of this hash begins, or the free one that it would take. */
  function slotOf(key: Key): number {
    const slots = table.length / WIDTH;
    for (let slot = key[0] % slots; ; slot = (slot + 1) % slots) {
      const at = slot * WIDTH;
      if (table[at + NUMBER] === 0 || key.every((part, index) => table[at + index] === part)) return at;
    }
  }

  function grow(): void {
    const old = table;
    table = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += WIDTH) {
      const [one = 0, two = 0, three = 0, four = 0, number = 0] = old.subarray(at, at + WIDTH);
      if (number !== 0) table.set([one, two, three, four, number], slotOf([one, two, three, four]));
    }
  }

  return {
    firstOf(hash, number) {
      const key: Key = [partOf(hash, 0), partOf(hash, 1), partOf(hash, 2), partOf(hash, 3)];
      const at = slotOf(key);
      const kept = table[at + NUMBER] ?? 0;
      if (kept !== 0) return kept - 1;
      table.set([...key, number + 1], at);
      size += 1;
      if (size * 2 > table.length / WIDTH) grow();
      return undefined;
    },
    get size() {
      return size;
    },
  };
}

type Key = readonly [number, number, number, number];

/** A hash and its number, which is one more so that a free slot has none. */
const WIDTH = 5;
const NUMBER = 4;
const FIRST_SLOTS = 1024;

const DIGITS = 8;

function partOf(hash: string, part: number): number {
  return Number.parseInt(hash.slice(part * DIGITS, (part + 1) * DIGITS), 16);
}
