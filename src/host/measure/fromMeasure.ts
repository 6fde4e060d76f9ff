import * as v from 'valibot';
import { FLIP_CHANGES, type MeasureFromPage } from '../../protocol/measure.ts';

const text = v.pipe(v.string(), v.maxLength(1000));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const scope = v.strictObject({
  student: v.exactOptional(text),
  grader: v.exactOptional(text),
  split: v.exactOptional(text),
  k: v.exactOptional(whole),
  isCorrected: v.boolean(),
});
const students = { base: text, tuned: text };
const ids = v.pipe(v.array(text), v.maxLength(1000));
const question = v.variant('measure', [
  v.strictObject({
    measure: v.literal('comparison'),
    scope,
    compared: v.exactOptional(v.strictObject(students)),
  }),
  v.strictObject({ measure: v.literal('graders'), scope }),
  v.strictObject({ measure: v.literal('alarms'), scope }),
]);
const schema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('measure-ask'),
    turn: whole,
    have: v.exactOptional(v.pipe(v.string(), v.maxLength(10_000))),
    question,
  }),
  v.strictObject({
    ...{ kind: v.literal('measure-flips'), scope, ...students, grader: text },
    ...{ change: v.picklist(FLIP_CHANGES), from: whole },
  }),
  v.strictObject({
    kind: v.literal('measure-texts'),
    of: v.strictObject({ grader: text, base: ids, tuned: ids }),
  }),
]);

/** The page is untrusted: a message of any other form is undefined. */
export function readFromMeasure(message: unknown): MeasureFromPage | undefined {
  const parsed = v.safeParse(schema, message);
  return parsed.success ? parsed.output : undefined;
}
