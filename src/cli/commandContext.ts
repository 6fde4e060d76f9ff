/** What every command gets: when to stop, and how to say how it ended. */
export interface CommandContext {
  readonly signal: AbortSignal;
  readonly end: (ended: 'ok' | 'failed') => void;
}
