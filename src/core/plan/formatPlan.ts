import { formatCount, plural } from '../format/formatCount.ts';
import { formatDuration } from '../format/formatDuration.ts';
import { left, right, textTable } from '../metrics/textTable.ts';
import type { Covered } from '../mixes/coverage.ts';
import type { Amount } from './amount.ts';
import type { CallEstimate, Total } from './estimate.ts';
import { formatDollars, formatLarge, formatMoney } from './formatAmount.ts';
import type { PlanReport } from './planReport.ts';
import { cut, wrapped } from './wrap.ts';

/** The report on one plan for a terminal of 100 columns. */
export function formatPlan(report: PlanReport, concurrency: number): string {
  const blocks = [heading(report), partTable(report), coverageTable(report)];
  if (report.calls.length > 0) blocks.push(callTable(report), basis(report, concurrency));
  return blocks.join('\n\n');
}

function heading({ plan, texts }: PlanReport): string {
  const { purpose, sampling, keep, students, graders, rounds } = plan;
  const title = purpose === 'data' ? 'DATA' : 'EVALUATION';
  const how = [
    ...(sampling.temperature === undefined ? [] : [`temperature ${sampling.temperature}`]),
    ...(sampling.maxTokens === undefined
      ? []
      : [`at most ${formatCount(sampling.maxTokens)} tokens a reply`]),
    ...new Set(plan.parts.map(({ seed, order }) => `seed ${seed}, ${order}`)),
  ];
  const by = students.length === 0 ? 'nobody yet' : students.join(', ');
  const grading = graders.length === 0 ? 'not graded' : `graded by ${graders.join(', ')}`;
  const kept = keep === undefined ? '' : ` Kept: ${KEPT[keep]}.`;
  const sentence = `${title}: ${plural(texts, 'text')} written by ${by} (${how.join('; ')}), ${grading} in ${plural(rounds, 'round')}.${kept}`;
  return wrapped(sentence);
}

const KEPT = {
  'full-marks': 'texts with full marks',
  'all-skills': 'texts that show all skills',
  all: 'every text',
} as const;

const SPLIT_WIDTH = 30;
const MODEL_WIDTH = 26;

const PART_COLUMNS = [
  right('k'),
  left('split'),
  ...['mixes', 'possible', 'texts', 'calls', 'tokens in', 'out', 'cost'].map(right),
];

function partTable({ parts, total, texts }: PlanReport): string {
  const rows = parts.map((of) => [
    `${of.part.k}`,
    cut(of.part.split, SPLIT_WIDTH),
    formatLarge(of.part.mixes.length),
    formatLarge(of.possible),
    formatLarge(of.texts),
    ...totalFields(of.total),
  ]);
  const mixes = parts.reduce((sum, { part }) => sum + part.mixes.length, 0);
  rows.push(['', 'total', formatLarge(mixes), '', formatLarge(texts), ...totalFields(total)]);
  return textTable(PART_COLUMNS, rows);
}

function totalFields(total: Total): string[] {
  return [...[total.calls, total.input.likely, total.output.likely].map(formatLarge), costOf(total)];
}

function costOf({ live, unpriced }: Total): string {
  if (unpriced.length === 0) return formatDollars(live.likely);
  return live.likely === 0 ? 'not known' : `${formatDollars(live.likely)} + ?`;
}

const COVERAGE_COLUMNS = [
  right('k'),
  left('split'),
  ...['skills', 'pairs', 'topics'].map(right),
  left('drawn least'),
];
const LEAST_WIDTH = 34;

function coverageTable({ parts }: PlanReport): string {
  const rows = parts.map(({ part, coverage: { skills, pairs, topics, leastSkills } }) => [
    `${part.k}`,
    cut(part.split, SPLIT_WIDTH),
    ...[skills, pairs, topics].map(share),
    cut(leastSkills.map(({ name, count }) => `${name} (${formatCount(count)})`).join(', '), LEAST_WIDTH),
  ]);
  return `What the mixes cover\n${textTable(COVERAGE_COLUMNS, rows)}`;
}

function share({ seen, of }: Covered): string {
  return of === 0 ? '–' : `${formatCount(seen)}/${formatCount(of)}`;
}

const CALL_COLUMNS = [
  left('model'),
  left('does'),
  ...['calls', 'stored', 'in', 'out', 'cost', 'batched'].map(right),
];

function callTable({ calls, total }: PlanReport): string {
  const rows = calls.map((of) => [
    cut(of.model, MODEL_WIDTH),
    of.purpose === 'generate' ? 'writes' : 'grades',
    ...countFields(of),
    of.live === undefined ? 'not known' : formatMoney(of.live),
    batchOf(of.batch),
  ]);
  const cost = total.unpriced.length === 0 ? formatMoney(total.live) : costOf(total);
  if (rows.length > 1) rows.push(['total', '', ...countFields(total), cost, batchOf(total.batch)]);
  return `What has to be asked; tokens in and out and their cost, live and in batches, of calls not stored yet\n${textTable(CALL_COLUMNS, rows)}`;
}

function countFields({ calls, stored, input, output }: CallEstimate | Total): string[] {
  return [calls, stored, input.likely, output.likely].map(formatLarge);
}

function batchOf(dollars: Amount | undefined): string {
  return dollars === undefined ? '–' : formatDollars(dollars.likely);
}

function basis({ calls, seconds }: PlanReport, concurrency: number): string {
  const asked = calls.filter((call) => call.calls > call.stored);
  const measured = asked.filter(isMeasured);
  const assumed = asked.filter((call) => !isMeasured(call));
  const time =
    seconds === undefined
      ? 'How long it takes is not known: not every kind of call has one in the store that could be timed.'
      : `It takes about ${formatDuration(seconds)} with ${plural(concurrency, 'call')} at a time at each endpoint, if their limits allow.`;
  const lines = [
    ...measured.map(measuredBasis),
    ...(assumed.length === 0 ? [] : [assumedBasis(assumed)]),
    ...asked.flatMap(priceBasis),
    time,
  ];
  return ['How this is known', ...lines.map(listItem)].join('\n');
}

function isMeasured({ expected }: CallEstimate): boolean {
  return expected.charactersPerToken.calls > 0;
}

function measuredBasis(call: CallEstimate): string {
  const { value, calls } = call.expected.charactersPerToken;
  return `${doing(call)}: ${value.toFixed(1)} characters a token and ${tokensOfReply(call)} a reply, measured on ${plural(calls, 'stored call')}.`;
}

function assumedBasis(calls: readonly CallEstimate[]): string {
  const replies = calls.map((call) => `${doing(call)} ${tokensOfReply(call)} a reply`);
  return `Assumed, because no such call is stored: 4 characters a token; ${replies.join('; ')}. A model that thinks before it answers needs far more.`;
}

function doing({ model, purpose }: CallEstimate): string {
  return `${model} ${purpose === 'generate' ? 'writes' : 'grades'}`;
}

function tokensOfReply({ output, calls, stored }: CallEstimate): string {
  return plural(Math.round(output.likely / (calls - stored)), 'token');
}

function priceBasis({ model, price }: CallEstimate, index: number, all: readonly CallEstimate[]): string[] {
  if (all.findIndex((one) => one.model === model) < index) return [];
  if (price === undefined)
    return [`${model}: its price is not known. Give it with --prices or in the setting skillmix.prices.`];
  const source = price.asOf === undefined ? price.source : `${price.source}, ${price.asOf}`;
  return [`${model}: $${price.input} in and $${price.output} out for a million tokens (${source}).`];
}

function listItem(text: string): string {
  return wrapped(`- ${text}`, '  ');
}
