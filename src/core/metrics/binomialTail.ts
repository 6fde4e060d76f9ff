/**
 * The chance of at least `least` successes in `tries` tries of chance `rate`. A `least` that is not whole counts as the
 * whole number below it, so that no evidence is made of a fraction.
 */
export function binomialTail(least: number, tries: number, rate: number): number {
  const from = Math.floor(least);
  if (from <= 0 || rate >= 1) return 1;
  if (rate <= 0) return 0;
  let term = Math.exp(logChoose(tries, from) + from * Math.log(rate) + (tries - from) * Math.log1p(-rate));
  let sum = 0;
  for (let successes = from; successes <= tries; successes += 1) {
    sum += term;
    term *= ((tries - successes) / (successes + 1)) * (rate / (1 - rate));
  }
  return Math.min(1, sum);
}

function logChoose(from: number, taken: number): number {
  let log = 0;
  for (let index = 1; index <= Math.min(taken, from - taken); index += 1)
    log += Math.log((from - index + 1) / index);
  return log;
}
