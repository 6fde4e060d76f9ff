import * as v from 'valibot';
import { DISAGREEMENTS, type FromPage, VERDICT_FILTERS } from '../../protocol/panel.ts';

const text = v.pipe(v.string(), v.maxLength(1000));
const place = v.pipe(v.number(), v.integer(), v.minValue(0));
const filter = v.strictObject({
  skill: v.exactOptional(text),
  student: v.exactOptional(text),
  grader: v.exactOptional(text),
  split: v.exactOptional(text),
  k: v.exactOptional(v.pipe(v.number(), v.integer())),
  missed: v.exactOptional(text),
  verdict: v.exactOptional(v.picklist(VERDICT_FILTERS)),
  disagreement: v.exactOptional(v.picklist(DISAGREEMENTS)),
  reviewed: v.exactOptional(v.boolean()),
  search: v.exactOptional(text),
});
const view = {
  filter,
  selected: v.exactOptional(text),
  top: v.exactOptional(text),
  tab: text,
  isCorrected: v.exactOptional(v.boolean()),
  turn: v.pipe(v.number(), v.integer()),
};
const schema = v.variant('kind', [
  v.strictObject({ kind: v.literal('ready'), ...view }),
  v.strictObject({ kind: v.literal('view'), ...view }),
  v.strictObject({ kind: v.literal('reveal'), sampleId: text }),
  v.strictObject({ kind: v.literal('copy'), sampleId: text }),
  v.strictObject({ kind: v.literal('link'), sampleId: text }),
  v.strictObject({ kind: v.literal('copy-overview') }),
  v.strictObject({ kind: v.literal('export-report') }),
  v.strictObject({ kind: v.literal('copy-table') }),
  v.strictObject({ kind: v.literal('export') }),
  v.strictObject({ kind: v.literal('rows'), list: place, from: place, until: place }),
]);

/** The page is untrusted: a message of any other form is undefined. */
export function readFromPage(message: unknown): FromPage | undefined {
  const parsed = v.safeParse(schema, message);
  return parsed.success ? parsed.output : undefined;
}
