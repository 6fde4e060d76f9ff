/**
 * The chance that a standard normal variable is further from 0 than `z` on either side, to 1.2e-7 of itself.
 * W. H. Press et al., Numerical Recipes in C (2nd edition, 1992), 6.2: Chebyshev fit of erfc.
 */
export function normalTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const series = COEFFICIENTS.reduceRight((sum, coefficient) => coefficient + t * sum, 0);
  return Math.min(1, t * Math.exp(-x * x + series));
}

const COEFFICIENTS = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
];
