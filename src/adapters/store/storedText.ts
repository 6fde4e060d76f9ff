/**
 * SQLite keeps texts in UTF-8, which has no place for half of a surrogate pair; a reply that was cut may end in one.
 * Each half is kept as one of the last characters of Unicode's private use, and these as two halves, so that every text
 * comes back to the letter.
 */
export function toStored(text: string): string {
  if (!SURROGATE.test(text)) return text;
  return text.replace(UNSTORABLE, (character) =>
    Array.from({ length: character.length }, (_, index) =>
      String.fromCodePoint(FIRST_STAND_IN + character.charCodeAt(index) - FIRST_SURROGATE),
    ).join(''),
  );
}

export function fromStored(text: string): string {
  if (!HALF_OF_STAND_IN.test(text)) return text;
  return text.replace(STAND_IN, (character) =>
    String.fromCharCode((character.codePointAt(0) ?? 0) - FIRST_STAND_IN + FIRST_SURROGATE),
  );
}

/** The list as JSON whose texts SQLite takes out as `toStored` has them. */
export function toStoredJson(list: readonly unknown[]): string {
  const json = JSON.stringify(list);
  if (!json.includes('\\ud')) return toStored(json);
  return toStored(json.replace(LONE_IN_JSON, (_, before, code) => before + halfOf(code)));
}

function halfOf(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}

const FIRST_SURROGATE = 0xd800;
const FIRST_STAND_IN = 0x10f800;
const SURROGATE = /[\ud800-\udfff]/;
const UNSTORABLE = /[\p{Surrogate}\u{10f800}-\u{10ffff}]/gu;
const STAND_IN = /[\u{10f800}-\u{10ffff}]/gu;
/** The first halves of the stand-ins' own pairs: no other characters have them. */
const HALF_OF_STAND_IN = /[\udbfe\udbff]/;
/** `JSON.stringify` escapes those surrogates that stand alone. An escaped backslash before a `u` is none of them. */
const LONE_IN_JSON = /(?<!\\)((?:\\\\)*)\\u(d[89a-f][\da-f]{2})/g;
