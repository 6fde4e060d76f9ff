/** A figure with its 95 % interval; all null where it is not defined: that is not a zero. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export const UNDEFINED: Estimate = { value: null, low: null, high: null };
