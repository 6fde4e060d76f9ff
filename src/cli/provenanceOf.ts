import packageJson from '../../package.json' with { type: 'json' };
import { sha256 } from '../adapters/system/sha256.ts';
import { systemClock } from '../adapters/system/systemClock.ts';
import type { Provenance } from '../core/tables/provenance.ts';
import { provenanceOf as provenanceOfFacts } from '../core/tables/provenanceOf.ts';
import type { Counted } from '../core/tables/provenanceTally.ts';
import type { ReportScope, ScopeFlags } from './reportScope.ts';

/** Where the figures of a scope come from. */
export function provenanceOf(
  { chosen, options, skillset }: ReportScope,
  flags: ScopeFlags,
  counted: Counted,
): Provenance {
  return provenanceOfFacts({
    ...{ version: packageJson.version, now: systemClock.now(), digest: sha256 },
    ...{ file: chosen.file, skillset, options, words: flags, counted },
  });
}
