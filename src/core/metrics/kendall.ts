/**
 * Kendall's tau-b between two scorings of the same things; null for fewer than two, or where one scoring sees no
 * difference at all. M. G. Kendall, The treatment of ties in ranking problems, Biometrika 33 (1945), 239-251.
 */
export function kendallTau(first: readonly number[], second: readonly number[]): number | null {
  let [concordance, differing, otherDiffering] = [0, 0, 0];
  for (let one = 0; one < first.length; one += 1)
    for (let other = 0; other < one; other += 1) {
      const inFirst = Math.sign((first[one] ?? 0) - (first[other] ?? 0));
      const inSecond = Math.sign((second[one] ?? 0) - (second[other] ?? 0));
      concordance += inFirst * inSecond;
      differing += Math.abs(inFirst);
      otherDiffering += Math.abs(inSecond);
    }
  const scale = Math.sqrt(differing * otherDiffering);
  return scale === 0 ? null : concordance / scale;
}
