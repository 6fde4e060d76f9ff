/** A number that is expected, and between which others it will likely be. */
export interface Amount {
  readonly likely: number;
  readonly low: number;
  readonly high: number;
}

export const NONE: Amount = { likely: 0, low: 0, high: 0 };

export function exactly(value: number): Amount {
  return { likely: value, low: value, high: value };
}

export function add(...amounts: readonly Amount[]): Amount {
  return amounts.reduce(
    (sum, { likely, low, high }) => ({
      likely: sum.likely + likely,
      low: sum.low + low,
      high: sum.high + high,
    }),
    NONE,
  );
}

export function times({ likely, low, high }: Amount, factor: number): Amount {
  return { likely: likely * factor, low: low * factor, high: high * factor };
}
