import type { SampleDetail } from '../../protocol/panel.ts';
import type { Agreement } from '../metrics/agreement.ts';
import type { GraderAlarms } from '../metrics/alarms.ts';
import type { Bias } from '../metrics/bias.ts';
import type { Comparison } from '../metrics/comparison.ts';
import type { Consistency } from '../metrics/consistency.ts';
import type { Novelty } from '../metrics/novelty.ts';
import type { PairReport } from '../metrics/pairs.ts';
import type { Rates } from '../metrics/rates.ts';
import type { Report } from '../metrics/report.ts';
import type { PeopleAgreement } from '../review/peopleAgreement.ts';
import type { SampleId } from '../runs/records.ts';
import type { Provenance } from '../tables/provenance.ts';
import type { Counted } from '../tables/provenanceTally.ts';

/** All that a report which is handed on tells. */
export interface ReportContents extends Omit<GatheredReport, 'counted'> {
  readonly provenance: Provenance;
}

/** What the store tells for a report. What is left out has no section. */
export interface GatheredReport {
  readonly title: string;
  /** The part of its provenance that was counted. */
  readonly counted: Counted;
  readonly report: Report;
  readonly rates: Rates;
  readonly pairs: PairReport;
  /** Of all graders; without it where there is one. */
  readonly agreement?: Agreement;
  /** Without it where nobody has reviewed anything. */
  readonly people?: PeopleAgreement;
  readonly consistency: readonly Consistency[];
  readonly biases: readonly Bias[];
  readonly alarms: readonly GraderAlarms[];
  readonly comparison?: Comparison;
  /** The ids of the texts of mixes that changed, by the numbers that the comparison names. */
  readonly flipped?: ReadonlyMap<number, SampleId>;
  readonly novelty?: Novelty;
  readonly texts: ReportTexts;
}

/** The texts that a report holds, so that its figures can be followed to them. */
export interface ReportTexts {
  readonly shown: readonly SampleDetail[];
  /** How many there are in all. */
  readonly total: number;
  /** A command line that lists them all. */
  readonly command: string;
}
