import packageJson from '../../package.json' with { type: 'json' };
import { sha256 } from '../adapters/system/sha256.ts';
import { systemClock } from '../adapters/system/systemClock.ts';
import { INTERVAL_METHOD } from '../core/metrics/clusterRate.ts';
import { canonicalJson } from '../core/runs/callKey.ts';
import type { Provenance } from '../core/tables/provenance.ts';
import { createProvenanceTally } from '../core/tables/provenanceTally.ts';
import { type ReportScope, type ScopeFlags, scopeWords } from './reportScope.ts';

/** Where the figures of a scope come from. Reads all its texts once, in memory that does not grow with them. */
export async function provenanceOf(
  { store, chosen, options, skillset, isWithin }: ReportScope,
  flags: ScopeFlags,
): Promise<Provenance> {
  const tally = createProvenanceTally();
  await store.eachSample(chosen, (sample, gradings) => {
    if (isWithin(sample)) tally.add(sample, gradings);
  });
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
    ...tally.result(),
    intervals: INTERVAL_METHOD,
  };
}
