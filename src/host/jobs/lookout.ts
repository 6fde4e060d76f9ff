/**
 * Looks again and again, one look at a time: after the pause that the last look asked for, and at once when somebody says
 * that there is news. News that come during a look are worth another one: it may have passed what they tell of already.
 */
export class Lookout {
  readonly #look: () => Promise<number | undefined>;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #hasNews = false;
  #hasEnded = false;

  /** @param look never rejects; gives the pause until the next in milliseconds, or undefined: nothing to look at is left */
  constructor(look: () => Promise<number | undefined>) {
    this.#look = look;
  }

  /** Looks at once, or as soon as the look that is under way has ended. */
  soon(): void {
    if (this.#hasEnded) return;
    clearTimeout(this.#timer);
    this.#hasNews = true;
    this.#looking ??= this.#whileNews();
  }

  /** Resolves when the look that is under way has ended; it is the last. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  async #whileNews(): Promise<void> {
    let pause: number | undefined;
    while (this.#hasNews && !this.#hasEnded) {
      this.#hasNews = false;
      pause = await this.#look();
    }
    this.#looking = undefined;
    if (pause !== undefined && !this.#hasEnded) this.#timer = setTimeout(() => this.soon(), pause);
  }
}
