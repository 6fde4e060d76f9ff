/** Where each of some whole numbers from 0 stands: a map that is several times as quick as `Map`. */
export interface NumberPlaces {
  /** -1: it is not there. */
  get(number: number): number;
  /** To be called for numbers that are not there yet. */
  add(number: number, place: number): void;
}

/** A hash table with open addressing, never more than half full; numbers are below 2^31. */
export function createNumberPlaces(): NumberPlaces {
  let bits = 4;
  let slots = emptySlots(bits);
  let count = 0;

  /** The slot of the number, or the empty one where it belongs: a slot is a number and its place. */
  function slotOf(number: number): number {
    const mask = slots.length - 2;
    // Fibonacci hashing (D. E. Knuth, The Art of Computer Programming 3, 6.4): neighbours are spread.
    let slot = (Math.imul(number, GOLDEN) >>> (32 - bits)) << 1;
    while (slots[slot] !== number && slots[slot] !== EMPTY) slot = (slot + 2) & mask;
    return slot;
  }

  function grow(): void {
    const before = slots;
    bits += 1;
    slots = emptySlots(bits);
    for (let at = 0; at < before.length; at += 2)
      if (before[at] !== EMPTY) put(before[at] ?? EMPTY, before[at + 1] ?? EMPTY);
  }

  function put(number: number, place: number): void {
    const slot = slotOf(number);
    slots[slot] = number;
    slots[slot + 1] = place;
  }

  return {
    get: (number) => {
      const slot = slotOf(number);
      return slots[slot] === EMPTY ? EMPTY : (slots[slot + 1] ?? EMPTY);
    },
    add(number, place) {
      count += 1;
      if (2 * count > 2 ** bits) grow();
      put(number, place);
    },
  };
}

const EMPTY = -1;
/** 2^32 by the golden ratio. */
const GOLDEN = 0x9e3779b1;

function emptySlots(bits: number): Int32Array {
  return new Int32Array(2 ** (bits + 1)).fill(EMPTY);
}
