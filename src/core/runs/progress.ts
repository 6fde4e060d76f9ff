/** How far a run is. JSON-safe: it is kept with the run, so that others can watch. */
export interface RunProgress {
  readonly state: 'running' | 'pausing' | 'paused' | 'stopping' | 'ended';
  readonly texts: TaskCounts;
  readonly gradings: TaskCounts;
  /** Sendings beyond the first of their calls. */
  readonly retried: number;
  readonly spent: SpentSoFar;
  /** What earlier runs of the same study paid, in US dollars: it counts towards a budget in money. */
  readonly spentBefore: number;
  /** What the whole run will have cost when it is through, in US dollars; missing while nothing is known. */
  readonly projected?: number;
  /** Over the last half minute. */
  readonly callsPerSecond: number;
  /** Missing while nothing can be said. */
  readonly secondsLeft?: number;
  readonly endpoints: readonly EndpointProgress[];
}

/** total = done + unreadable + failed + running + left. */
export interface TaskCounts {
  readonly total: number;
  readonly done: number;
  readonly unreadable: number;
  readonly failed: number;
  readonly running: number;
  /** Not begun, or given up when the run stopped. */
  readonly left: number;
  /** Of `done` and `unreadable`: those that cost nothing, because they were in the store. */
  readonly cached: number;
}

/** What this run paid. */
export interface SpentSoFar {
  /** In US dollars, of the calls whose price is known. */
  readonly money: number;
  /** In tokens. */
  readonly input: number;
  readonly output: number;
  readonly calls: number;
  /** Calls to a model whose price is not known: `money` is without them. */
  readonly unpriced: number;
  /** Calls whose reply told no usage: their tokens are estimated from the number of characters. */
  readonly estimated: number;
}

export interface EndpointProgress {
  readonly name: string;
  /** Calls under way. */
  readonly running: number;
  /** The most that may be under way now. */
  readonly limit: number;
  /** It waits because the server asked for it: in milliseconds from now. */
  readonly waits?: number;
}
