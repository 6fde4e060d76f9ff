/** How many different mixes of k skills there are: C(skills, k) x topics. Zero where there are too few skills. */
export function countMixes(skills: number, topics: number, k: number): bigint {
  if (!Number.isInteger(k) || k < 1 || k > skills) return 0n;
  let count = BigInt(topics);
  // Each step is a whole number: C(n, i) x topics.
  for (let chosen = 1; chosen <= k; chosen++) count = (count * BigInt(skills - k + chosen)) / BigInt(chosen);
  return count;
}
