import { replaceLines } from '../adapters/exchange/atomicFile.ts';
import { readReportAssets } from '../adapters/exchange/reportAssets.ts';
import type { NoveltyAssumptions } from '../core/metrics/novelty.ts';
import { gatherReport } from '../core/report/gatherReport.ts';
import { htmlReport } from '../core/report/htmlReport.ts';
import { provenanceOf } from './provenanceOf.ts';
import type { ReportScope, ScopeFlags } from './reportScope.ts';
import { tell, UsageError } from './terminal.ts';

export interface HtmlFlags extends ScopeFlags {
  readonly html: string;
  readonly texts: number;
  readonly base?: string;
  readonly tuned?: string;
}

/** Writes the whole report as one page that needs nothing else. */
export async function writeHtmlReport(
  scope: ReportScope,
  flags: HtmlFlags,
  novelty: NoveltyAssumptions | undefined,
): Promise<void> {
  const { store, chosen, facts, options, skillset } = scope;
  const { base, tuned } = flags;
  if ((base === undefined) !== (tuned === undefined))
    throw new UsageError('Give both --base and --tuned, or neither.');
  const gathered = await gatherReport({
    title: skillset?.title ?? chosen.file ?? 'Results',
    ...{ store, chosen, facts, options, texts: flags.texts },
    ...(base === undefined || tuned === undefined ? {} : { compared: { base, tuned } }),
    ...(novelty === undefined ? {} : { novelty }),
  });
  const provenance = provenanceOf(scope, flags, gathered.counted);
  const page = htmlReport({ ...gathered, provenance }, await readReportAssets());
  await replaceLines(flags.html, (write) => write(page), '');
  tell(`Written: ${flags.html}`);
}
