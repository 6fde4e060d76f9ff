import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportAssets } from '../../core/report/htmlReport.ts';

/** The script and the style of a report, which the build lays beside the program that runs. */
export async function readReportAssets(): Promise<ReportAssets> {
  const [script, style] = await Promise.all(
    ['report.js', 'report.css'].map((name) => readFile(join(__dirname, name), 'utf8')),
  );
  if (script === undefined || style === undefined) throw new Error('The parts of the report are not there.');
  return { script, style, scriptHash: hashOf(script), styleHash: hashOf(style) };
}

/** As a Content-Security-Policy names a content. */
function hashOf(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}
