import { formatCount } from '../../format/formatCount.ts';
import { formatEstimate } from '../../format/formatFraction.ts';
import { type MarkdownCell, markdownTable } from '../../format/markdownTable.ts';
import { formatDollars } from '../../plan/formatAmount.ts';
import type { DataCard } from './dataCard.ts';
import { trainerOptions } from './format.ts';

/** The card for people, as Markdown. */
export function formatCard(card: DataCard): string {
  const { data, skillset } = card;
  return [
    `# ${card.title}`,
    `${formatCount(data.lines)} conversations of two turns, for fine-tuning with ${data.format}. Each line of \`${data.file}\` holds one text's prompts and the replies of its student; the loss belongs on the two replies only.`,
    list([
      `SHA-256 of the data: \`${data.sha256}\``,
      `skillset: \`${skillset.file}\`${skillset.sha256 === null ? '' : `, SHA-256 \`${skillset.sha256}\``}`,
      `exported ${card.exportedAt} by Skillmix ${card.skillmix}`,
    ]),
    '## Trainer',
    `\`\`\`\n${trainerOptions(data.format, data.file)}\n\`\`\``,
    '## Chosen',
    list(choices(card)),
    table(['k', 'attempts', 'texts', 'graded', 'kept', 'chosen', 'exported'], card.yields.map(Object.values)),
    ...(card.notExported.length === 0
      ? []
      : [list(card.notExported.map(({ what, count }) => `not exported, ${count} ×: ${what}`))]),
    '## Yields',
    ...yieldLines(card.rates),
    '## Written',
    table(
      ['student', 'prompt version', 'temperature', 'most tokens', 'split', 'seed', 'texts'],
      card.writing.map(({ student, promptVersion, sampling, split, seed, texts }) => [
        ...[student, promptVersion, sampling?.temperature, sampling?.maxTokens, split, seed, texts],
      ]),
    ),
    '## Graded',
    table(
      ['grader', 'rubric version', 'round', 'gradings'],
      card.grading.map(({ grader, rubricVersion, round, gradings }) => [
        ...[grader, rubricVersion, round, gradings],
      ]),
    ),
    '## Spent',
    'By all runs of this skillset so far.',
    table(
      [
        ...['endpoint', 'model', 'for', 'in batches', 'calls', 'calls without usage'],
        ...['input tokens', 'output tokens', 'cost', 'price in, out'],
      ],
      card.spent.map(spentRow),
    ),
    ...costLines(card.cost),
  ].join('\n\n');
}

function choices({ filters }: DataCard): string[] {
  const { keep, graders, nameRule, purpose, k, splits, students, allGenerations, subset } = filters;
  return [
    `kept: ${keep}${graders.length > 0 ? `, by the verdict of ${graders.join(' and ')}` : ''}`,
    `a skill that is named in the text ${nameRule ? 'earns no point' : 'keeps its point'}`,
    `purpose: ${purpose}; k: ${k?.join(', ') ?? 'all'}; splits: ${splits?.join(', ') ?? 'all'}; students: ${students?.join(', ') ?? 'all'}`,
    allGenerations
      ? 'all texts of a mix'
      : 'one text of each mix and student, the one with most points that can be trained on',
    ...(subset === null ? [] : [`a subset of ${subset.size}, drawn with the seed ${subset.seed}`]),
  ];
}

function yieldLines(rates: DataCard['rates']): string[] {
  if (rates === null) return ['Not counted.'];
  const { level, method } = rates.intervals;
  return [
    `Kept of the attempts with a verdict. Intervals: ${Math.round(level * 100)} %, over mixes. ${method}.`,
    table(
      ['student', 'temperature', 'graders', 'k', 'with a verdict', 'kept', 'yield'],
      rates.rows.map(({ student, sampling, graders, k, decided, kept, rate, low, high }) => [
        ...[student, sampling?.temperature, graders.length === 0 ? null : graders.join(' and ')],
        ...[k, decided, kept, formatEstimate(rate, low, high)],
      ]),
    ),
  ];
}

function spentRow(row: DataCard['spent'][number]) {
  const { price, dollars } = row;
  const batch = price === null || price.factor === 1 ? '' : ` × ${price.factor}`;
  return [
    ...[row.endpoint, row.model, row.purpose, row.isBatch ? 'yes' : 'no', formatCount(row.calls)],
    ...[formatCount(row.callsWithoutUsage), formatCount(row.inputTokens), formatCount(row.outputTokens)],
    dollars === null ? 'not known' : formatDollars(dollars),
    price === null ? undefined : `$${price.input}, $${price.output} per million${batch}`,
  ];
}

function costLines(cost: DataCard['cost']): string[] {
  if (cost === null) return [];
  const { dollars, prices, unpriced, callsWithoutUsage } = cost;
  const from = prices.map(({ source, asOf }) => (asOf === null ? source : `${source}, as of ${asOf}`));
  return [
    list([
      ...(prices.length === 0
        ? []
        : [`cost: ${formatDollars(dollars)}, by the prices of ${from.join(' and ')}`]),
      ...(unpriced.length === 0 ? [] : [`not in it, because no price is known: ${unpriced.join(', ')}`]),
      ...(callsWithoutUsage === 0
        ? []
        : [`not in it, because the replies told no usage: ${formatCount(callsWithoutUsage)} calls`]),
    ]),
  ].filter((lines) => lines !== '');
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function table(headings: readonly string[], rows: readonly (readonly MarkdownCell[])[]): string {
  return rows.length === 0 ? 'Nothing.' : markdownTable(headings, rows);
}
