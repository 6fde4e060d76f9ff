/** A word that is looked for. */
export interface SearchWord {
  readonly word: string;
  /** Any word that begins so is meant: it may not be written to its end yet. */
  readonly isBeginning: boolean;
}

/** What is looked for. No words: nothing can be found. */
export function searchWords(search: string): SearchWord[] {
  const words = wordsIn(search);
  const isOpen = words.length > 0 && !/\s$/u.test(search);
  return words.map((word, at) => ({
    word,
    isBeginning: isOpen && at === words.length - 1 && word.length > 1,
  }));
}

/** Runs of letters with their marks, and of digits. What makes a sign an emoji is no mark of a letter. */
export function wordsIn(text: string): string[] {
  return text.match(/(?:(?![\u{fe00}-\u{fe0f}])[\p{L}\p{Mn}\p{Mc}\p{N}\p{Co}])+/gu) ?? [];
}
