/** What keeps a text from being readable language, as far as a rule can see; undefined if nothing does. */
export function senseProblem(text: string): string | undefined {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu) ?? [];
  if (words.length < 2 && !/\p{Lo}{4}/u.test(text)) return 'it has fewer than two words';
  if (letterShare(text) < 0.6) return 'less than 60 % of it are letters';
  if (repeatsLine(text)) return 'a line stands in it three times';
  if (repeatsPhrase(words.map((word) => word.toLowerCase())))
    return 'the same words follow one another over and over';
  return endsAsSentence(text) ? undefined : 'it does not end as a sentence';
}

/** Letters among what is visible; punctuation counts against a text only where it outnumbers the letters. */
function letterShare(text: string): number {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const letters = count(/[\p{L}\p{M}]/gu);
  const excess = Math.max(0, count(/\p{P}/gu) - letters);
  return letters / Math.max(1, count(/[^\s\p{P}]/gu) + excess);
}

function repeatsLine(text: string): boolean {
  const counts = new Map<string, number>();
  for (const line of text.split(/\r?\n/u)) {
    const key = line.trim().toLowerCase();
    if (/\p{L}/u.test(key)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()].some((count) => count >= 3);
}

/** A phrase of up to eight words that follows itself: five times in all for one word, four for more. */
function repeatsPhrase(words: readonly string[]): boolean {
  for (let size = 1; size <= 8; size += 1) {
    const needed = (size === 1 ? 4 : 3) * size;
    let same = 0;
    for (let index = size; index < words.length; index += 1) {
      same = words[index] === words[index - size] ? same + 1 : 0;
      if (same >= needed) return true;
    }
  }
  return false;
}

/** A terminal mark, with whatever closes behind it. */
function endsAsSentence(text: string): boolean {
  return /[\p{Sentence_Terminal}…](?:[\s\p{Pe}\p{Pf}"'*_~\p{Extended_Pictographic}]|\uFE0F|\u200D)*$/u.test(
    text,
  );
}
