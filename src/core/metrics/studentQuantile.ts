import { NORMAL_QUANTILE } from './wilson.ts';

/**
 * The 97.5 % quantile of Student's t distribution for 1, 2, 3 ... degrees of freedom, to about 0.1 %: exact
 * for 1 and 2, else the expansion of Abramowitz & Stegun, Handbook of Mathematical Functions, 26.7.5.
 */
export function studentQuantile(degrees: number): number {
  if (degrees === 1) return Math.tan(0.475 * Math.PI);
  if (degrees === 2) return 0.95 * Math.sqrt(2 / (4 * 0.975 * 0.025));
  const x = NORMAL_QUANTILE;
  return (
    x +
    (x ** 3 + x) / (4 * degrees) +
    (5 * x ** 5 + 16 * x ** 3 + 3 * x) / (96 * degrees ** 2) +
    (3 * x ** 7 + 19 * x ** 5 + 17 * x ** 3 - 15 * x) / (384 * degrees ** 3) +
    (79 * x ** 9 + 776 * x ** 7 + 1482 * x ** 5 - 1920 * x ** 3 - 945 * x) / (92_160 * degrees ** 4)
  );
}
