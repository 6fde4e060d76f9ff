import { Composer, type CST, type Document, Lexer, Parser, YAMLParseError } from 'yaml';

/** What came of composing a text, and how many steps it took. */
export type Composed = { readonly steps: number } & (
  | { readonly kind: 'document'; readonly document: Document.Parsed }
  /** From `at` on there are more words and marks than are read. */
  | { readonly kind: 'too-much'; readonly at: number }
);

/**
 * Words and marks of one piece, by which the library's time grows; blanks and line ends count too. Half a million
 * characters of skills have 60,000, and a text that is written to be hard to read has one for each character.
 */
const MOST_LEXEMES = 100_000;

type ComposerOptions = NonNullable<ConstructorParameters<typeof Composer>[0]>;

/** An error takes the time of many words: it notes where in the library it was made. */
const STEPS_OF_ERROR = 5;

/** After as many tokens that stand nowhere, the rest of the piece is no YAML either. */
const MOST_ERROR_TOKENS = 20;

/**
 * Composes the first document of a text, with an error where a second one starts. The library's own function reads on
 * to the end, whatever comes: its time has no bound but the length of the text.
 */
export function composeFirst(text: string, options: ComposerOptions): Composed {
  const feed = new Feed(text);
  let first: Document.Parsed | undefined;
  for (const document of new Composer(options).compose(feed.tokens(), true, text.length)) {
    if (first !== undefined) {
      const [start] = document.range;
      first.errors.push(new YAMLParseError([start, start + 1], 'MULTIPLE_DOCS', 'A second document'));
      break;
    }
    first = document;
  }
  if (first === undefined || feed.stoppedAt !== undefined)
    return { kind: 'too-much', at: feed.stoppedAt ?? 0, steps: feed.lexemes };
  const steps = feed.lexemes + STEPS_OF_ERROR * (first.errors.length + first.warnings.length);
  return { kind: 'document', document: first, steps };
}

class Feed {
  /** Where there was too much to read. */
  stoppedAt: number | undefined;
  lexemes = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  *tokens(): Generator<CST.Token> {
    const parser = new Parser();
    let at = 0;
    let errors = 0;
    for (const lexeme of new Lexer().lex(this.#text)) {
      if (++this.lexemes > MOST_LEXEMES) {
        this.stoppedAt = at;
        return;
      }
      at += lexeme.length;
      for (const token of parser.next(lexeme)) {
        if (token.type === 'error' && ++errors > MOST_ERROR_TOKENS) return;
        yield token;
      }
    }
    yield* parser.end();
  }
}
