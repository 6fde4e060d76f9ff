import { formatTime } from '../format/formatTime.ts';
import { INTERVAL_METHOD } from '../metrics/clusterRate.ts';
import type { ReportOptions } from '../metrics/report.ts';
import { canonicalJson } from '../runs/callKey.ts';
import type { Digest } from '../runs/ports.ts';
import type { Skillset } from '../skillset/skillset.ts';
import type { Provenance } from './provenance.ts';
import type { Counted } from './provenanceTally.ts';
import { type ScopeWords, scopeWords } from './scopeWords.ts';

/** What figures were made with, and of what. */
export interface ProvenanceFacts {
  /** Of Skillmix. */
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly digest: Digest;
  /** As the store names it; undefined where all files of a store are taken together. */
  readonly file: string | undefined;
  /** The file as it is now; undefined where it is gone, or none was named. */
  readonly skillset: Skillset | undefined;
  readonly options: ReportOptions;
  readonly words: ScopeWords;
  readonly counted: Counted;
}

/** Where the figures of a report or a table come from. */
export function provenanceOf(facts: ProvenanceFacts): Provenance {
  const { version, now, digest, file, skillset, options, words, counted } = facts;
  return {
    skillmix: version,
    madeAt: formatTime(now),
    file: file ?? null,
    skillset: skillset === undefined ? null : digest(canonicalJson(skillset)),
    filters: scopeWords(words),
    rules: [
      `a skill that is named in the text ${options.nameRule ? 'earns no point' : 'keeps its point'}`,
      ...(options.withoutCommon === true ? ['mixes with a skill marked common are left out'] : []),
    ],
    ...counted,
    intervals: INTERVAL_METHOD,
  };
}
