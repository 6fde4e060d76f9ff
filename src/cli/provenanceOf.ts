import packageJson from '../../package.json' with { type: 'json' };
import { sha256 } from '../adapters/system/sha256.ts';
import { systemClock } from '../adapters/system/systemClock.ts';
import { INTERVAL_METHOD } from '../core/metrics/clusterRate.ts';
import { canonicalJson } from '../core/runs/callKey.ts';
import type { Provenance } from '../core/tables/provenance.ts';
import { type Counted, createProvenanceTally } from '../core/tables/provenanceTally.ts';
import { type ReportScope, type ScopeFlags, scopeWords } from './reportScope.ts';

/** Counts the texts of a scope. Reads all of them once, in memory that does not grow with them. */
export async function countTexts({ store, chosen, isWithin }: ReportScope): Promise<Counted> {
  const tally = createProvenanceTally();
  await store.eachSample(chosen, (sample, gradings) => {
    if (isWithin(sample)) tally.add(sample, gradings);
  });
  return tally.result();
}

/** Where the figures of a scope come from. */
export function provenanceOf(
  { chosen, options, skillset }: ReportScope,
  flags: ScopeFlags,
  counted: Counted,
): Provenance {
  return {
    skillmix: packageJson.version,
    madeAt: new Date(systemClock.now()).toISOString(),
    file: chosen.file ?? null,
    skillset: skillset === undefined ? null : sha256(canonicalJson(skillset)),
    filters: scopeWords(flags),
    rules: [
      `a skill that is named in the text ${options.nameRule ? 'earns no point' : 'keeps its point'}`,
      ...(options.withoutCommon === true ? ['mixes with a skill marked common are left out'] : []),
    ],
    ...counted,
    intervals: INTERVAL_METHOD,
  };
}
