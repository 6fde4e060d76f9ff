/**
 * How figures are written for people. What cannot exceed 1 in size (rates, their differences and bounds, agreement,
 * chances) has no zero before its point, as the APA asks for (Publication Manual, 7th edition, section 6.36); what can
 * exceed it has one. What rounds to zero has no sign, and a dash stands for what is not there: that is not a zero.
 * Tables for machines hold every digit instead.
 */
type Figure = number | null | undefined;
type Form = (value: number) => string;

/** `.37`, `-.08`, `1.00`: of what lies in [-1, 1]. */
export function formatFraction(value: Figure, places = 2): string {
  return formatNumber(value, places).replace(/^(-?)0(?=\.)/u, '$1');
}

/** `0.37`, `1.25`: of what can exceed 1, such as a lift or a variance. */
export function formatNumber(value: Figure, places = 2): string {
  if (!isThere(value)) return '–';
  const size = Math.abs(value).toFixed(places);
  return value < 0 && Number(size) > 0 ? `-${size}` : size;
}

/** `.37 [.28, .47]`: with its interval. */
export function formatEstimate(
  value: Figure,
  low: Figure,
  high: Figure,
  form: Form = formatFraction,
): string {
  return isThere(value) && isThere(low) && isThere(high)
    ? `${form(value)} [${form(low)}, ${form(high)}]`
    : '–';
}

/** `-.40 to .02`: between which a figure lies for certain. */
export function formatBounds(least: Figure, most: Figure, form: Form = formatFraction): string {
  return isThere(least) && isThere(most) ? `${form(least)} to ${form(most)}` : '–';
}

/** `.032`, `<.001`: a p or q value. */
export function formatChance(chance: Figure): string {
  return isThere(chance) && chance < 0.001 ? '<.001' : formatFraction(chance, 3);
}

/** `.020`, `2.0e-4`: a share in [0, 1] that can be too small for a few places. */
export function formatSmallFraction(share: number): string {
  return share > 0 && share < 0.001 ? share.toExponential(1) : formatFraction(share, 3);
}

/** `−.08`, with the minus of typesetting: for pages. In plain text and Markdown the hyphen stays. */
export function withMinus(figures: string): string {
  return figures.replaceAll('-', '−');
}

function isThere(value: Figure): value is number {
  return value !== null && value !== undefined;
}
