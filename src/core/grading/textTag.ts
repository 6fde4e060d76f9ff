/**
 * The id of a text in a grader's prompt: 16 hexadecimal digits that mark where the text begins and ends, and that a
 * grading must repeat. It is made from the text, so that the same text has the same prompt. It never occurs in the
 * text, nor in `others` (what else the prompt says), in whatever Unicode form or with invisible characters between:
 * so no text can close its own tag or hold a grading that passes for the grader's.
 */
export function textId(text: string, others: readonly string[], hash = fingerprint): string {
  const held = plainForm([text, ...others].join('\n'));
  for (let salt = 0; ; salt += 1) {
    const id = hash(`${salt} ${[text, ...others].join('\u0000')}`);
    if (!held.includes(id)) return id;
  }
}

function plainForm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '');
}

/** Two FNV-1a hashes of 32 bits with different starting values, each mixed at the end (the finaliser of MurmurHash3). */
function fingerprint(text: string): string {
  return [0x811c9dc5, 0x9747b28c].map((seed) => hashOf(text, seed).toString(16).padStart(8, '0')).join('');
}

function hashOf(text: string, seed: number): number {
  let value = seed;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
