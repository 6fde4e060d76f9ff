import * as v from 'valibot';
import { TRAINING_FORMATS, trainerOptions } from './format.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const counted = v.object({ what: v.string(), count });

/** The card of a data set, as it stands beside the data. Fields may be added, never changed or removed. */
export const dataCard = v.object({
  card: v.literal(1),
  title: v.string(),
  /** The skillset as the store names it, and the SHA-256 of what it says with its includes; null where it is gone. */
  skillset: v.object({ file: v.string(), sha256: v.nullable(v.string()) }),
  data: v.object({
    file: v.string(),
    format: v.picklist(TRAINING_FORMATS),
    lines: count,
    sha256: v.string(),
  }),
  filters: v.object({
    keep: v.picklist(['full-marks', 'all-skills', 'all']),
    nameRule: v.boolean(),
    graders: v.array(v.string()),
    purpose: v.picklist(['data', 'evaluate', 'all']),
    k: v.nullable(v.array(count)),
    splits: v.nullable(v.array(v.string())),
    students: v.nullable(v.array(v.string())),
    allGenerations: v.boolean(),
    subset: v.nullable(v.object({ size: count, seed: v.number() })),
  }),
  /** How the texts of the data were written, each way with the number of its texts. */
  writing: v.array(
    v.object({
      student: v.string(),
      promptVersion: v.string(),
      sampling: v.nullable(
        v.object({ temperature: v.nullable(v.number()), maxTokens: v.nullable(v.number()) }),
      ),
      split: v.string(),
      seed: v.nullable(v.number()),
      texts: count,
    }),
  ),
  /** Who graded the texts among which was chosen: readable gradings. */
  grading: v.array(
    v.object({ grader: v.string(), rubricVersion: v.string(), round: count, gradings: count }),
  ),
  yields: v.array(
    v.object({
      k: count,
      attempts: count,
      texts: count,
      graded: count,
      kept: count,
      chosen: count,
      exported: count,
    }),
  ),
  /** Chosen texts that are not in the data. */
  notExported: v.array(counted),
  /** What all runs of this file have used so far. */
  spent: v.array(
    v.object({
      endpoint: v.string(),
      model: v.string(),
      purpose: v.picklist(['generate', 'grade']),
      isBatch: v.boolean(),
      calls: count,
      callsWithoutUsage: count,
      inputTokens: count,
      outputTokens: count,
    }),
  ),
  /** ISO 8601. */
  exportedAt: v.string(),
  skillmix: v.string(),
});
export type DataCard = v.InferOutput<typeof dataCard>;

/** The card for people. */
export function formatCard(card: DataCard): string {
  const { data, filters, skillset } = card;
  return `# ${card.title}

${data.lines} conversations of two turns, for fine-tuning with ${data.format}. Each line of \`${data.file}\` holds one text's
prompts and the replies of its student; the loss belongs on the two replies only.

SHA-256 of the data: \`${data.sha256}\`
Skillset: \`${skillset.file}\`${skillset.sha256 === null ? '' : `, SHA-256 \`${skillset.sha256}\``}
Exported ${card.exportedAt} by Skillmix ${card.skillmix}.

## Trainer

\`\`\`
${trainerOptions(data.format, data.file)}
\`\`\`

## Chosen

- kept: ${filters.keep}${filters.graders.length > 0 ? `, by the verdict of ${filters.graders.join(' and ')}` : ''}
- a skill that is named in the text ${filters.nameRule ? 'earns no point' : 'keeps its point'}
- purpose: ${filters.purpose}; k: ${filters.k?.join(', ') ?? 'all'}; splits: ${filters.splits?.join(', ') ?? 'all'}; students: ${filters.students?.join(', ') ?? 'all'}
- ${filters.allGenerations ? 'all texts of a mix' : 'one text of each mix and student, the one with most points'}
${filters.subset === null ? '' : `- a subset of ${filters.subset.size}, drawn with the seed ${filters.subset.seed}\n`}
${table(['k', 'attempts', 'texts', 'graded', 'kept', 'chosen', 'exported'], card.yields)}
${card.notExported.map(({ what, count: times }) => `- not exported, ${times} ×: ${what}\n`).join('')}
## Written

${table(
  ['student', 'promptVersion', 'temperature', 'maxTokens', 'split', 'seed', 'texts'],
  card.writing.map(({ sampling, ...way }) => ({ ...way, ...(sampling ?? {}) })),
)}
## Graded

${table(['grader', 'rubricVersion', 'round', 'gradings'], card.grading)}
## Spent

By all runs of this skillset so far, in tokens.

${table(['endpoint', 'model', 'purpose', 'isBatch', 'calls', 'callsWithoutUsage', 'inputTokens', 'outputTokens'], card.spent)}`;
}

function table(columns: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): string {
  const cells = (values: readonly unknown[]): string => `| ${values.map(cellOf).join(' | ')} |\n`;
  if (rows.length === 0) return 'Nothing.\n';
  const body = rows.map((row) => cells(columns.map((column) => row[column])));
  return `${cells(columns)}${cells(columns.map(() => '---'))}${body.join('')}`;
}

function cellOf(value: unknown): string {
  return value === undefined || value === null ? '–' : String(value).replaceAll('|', '\\|');
}
