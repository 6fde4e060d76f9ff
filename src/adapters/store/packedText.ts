import { StoreError } from './storeError.ts';

/**
 * Many rows in one text: the driver takes a microsecond or two for every value of every row, and far less for one long
 * text. The characters that part it are control characters, which no name and no id holds.
 */
export const PART = '\u001d';
const RECORD = '\u001e';

/** The same for SQL. */
export const SQL_PART = 'char(29)';
export const SQL_RECORD = 'char(30)';
export const SQL_FIELD = 'char(31)';

/** Reads a packed text from its beginning to its end. */
export class PackedReader {
  readonly text: string;
  /** Where the next character stands. */
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** A whole number of digits, and the mark that ends it. */
  number(): number {
    let value = 0;
    let code = this.text.charCodeAt(this.at);
    for (; code >= ZERO && code <= NINE; code = this.text.charCodeAt(this.at)) {
      value = value * 10 + code - ZERO;
      this.at += 1;
    }
    if (code !== FIELD_CODE) throw brokenText();
    this.at += 1;
    return value;
  }

  /** One character. */
  letter(): string {
    this.at += 1;
    return this.text[this.at - 1] ?? '';
  }

  /** Goes behind the next mark, and returns where it stands; the end of the text ends the last piece. */
  passMark(): number {
    while (this.at < this.text.length) {
      const code = this.text.charCodeAt(this.at);
      this.at += 1;
      if (code >= PART_CODE && code <= FIELD_CODE) return this.at - 1;
    }
    this.at = this.text.length + 1;
    return this.text.length;
  }

  /** What stands before the next mark; the reader goes behind that. */
  piece(): string {
    const start = this.at;
    return this.text.slice(start, this.passMark());
  }

  /** The rest of the record; the reader goes behind it. */
  record(): string {
    const start = this.at;
    const end = this.text.indexOf(RECORD, start);
    this.at = end === -1 ? this.text.length : end + 1;
    return this.text.slice(start, end === -1 ? undefined : end);
  }

  /** Whether the pieces that begin there are the same up to their marks. */
  isSame(one: number, other: number): boolean {
    for (let offset = 0; ; offset += 1) {
      const code = this.codeAt(one + offset);
      if (code !== this.codeAt(other + offset)) return isMark(code) && isMark(this.codeAt(other + offset));
      if (isMark(code)) return true;
    }
  }

  /** Whether nothing stands there before the next mark. */
  isEmpty(at: number): boolean {
    return isMark(this.codeAt(at));
  }

  private codeAt(at: number): number {
    return at < this.text.length ? this.text.charCodeAt(at) : RECORD_CODE;
  }
}

/** What is read is not what was written: a name holds one of the marks, or the file is damaged. */
export function brokenText(): StoreError {
  return new StoreError(
    'corrupt',
    'A sample or grading in the store is broken: it holds control characters, or not all of its facts. ' +
      'Put back a copy of the store, and run again.',
  );
}

const ZERO = 48;
const NINE = 57;
const PART_CODE = 29;
const RECORD_CODE = 30;
const FIELD_CODE = 31;

function isMark(code: number): boolean {
  return code >= PART_CODE && code <= FIELD_CODE;
}
