/** A reply that came and cannot be used. */
export class UnusableReply extends Error {
  readonly kind: 'malformed' | 'cut';

  /** `message` goes on from "The endpoint". */
  constructor(kind: 'malformed' | 'cut', message: string) {
    super(message);
    this.kind = kind;
  }
}

/** An error that the server reports inside a successful response, as it came. */
export class ReportedError extends Error {
  readonly payload: unknown;

  constructor(payload: unknown) {
    super('reported');
    this.payload = payload;
  }
}
