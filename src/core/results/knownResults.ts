import type { ReportFacts } from '../metrics/facts.ts';
import { reportOf } from '../metrics/report.ts';
import type { SkillRate } from '../metrics/skillRates.ts';
import { nameKey } from '../skillset/skillset.ts';

/** What an editor tells of a file's results beside its names. */
export interface KnownResults {
  /** Over everything that was graded; undefined: never. By `nameKey`. */
  rateOf(skill: string): SkillRate | undefined;
  /** How many different mixes texts were asked for. The split as results are counted under it. */
  triedMixes(drawn: { readonly k: number; readonly split: string }): number;
}

export function knownResults(facts: ReportFacts, options: { readonly nameRule: boolean }): KnownResults {
  const rates = new Map(reportOf(facts, options).skills.map((rate) => [nameKey(rate.name), rate]));
  const tried = triedIn(facts);
  return {
    rateOf: (skill) => rates.get(skill),
    triedMixes: ({ k, split }) => tried.get(placeName(k, split))?.size ?? 0,
  };
}

/** The places of the first versions of mixes, by where they were drawn. */
function triedIn({ entries, series, mixes }: ReportFacts): Map<string, Set<number>> {
  const tried = new Map<string, Set<number>>();
  const places = series.map(({ draw }) => {
    const name = placeName(draw.k, draw.split);
    const known = tried.get(name) ?? new Set();
    tried.set(name, known);
    return known;
  });
  for (const [index, mix] of entries.mix.entries())
    places[entries.series[index] ?? 0]?.add(mixes.first[mix] ?? mix);
  return tried;
}

function placeName(k: number, split: string): string {
  return `${k} ${nameKey(split)}`;
}
