import * as v from 'valibot';
import { TRAINING_FORMATS } from './format.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.nullable(v.number());
const counted = v.object({ what: v.string(), count });
const sampling = v.nullable(
  v.object({ temperature: v.nullable(v.number()), maxTokens: v.nullable(v.number()) }),
);

/** Where a price is from, and the day that the source speaks of, where it tells. */
const priceSource = v.object({ source: v.string(), asOf: v.nullable(v.string()) });

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
      sampling,
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
  /** The yields by k as `report` counts them: by student, sampling and grader. */
  rates: v.optional(
    v.nullable(
      v.object({
        intervals: v.object({ level: v.number(), method: v.string() }),
        rows: v.array(
          v.object({
            student: v.string(),
            sampling,
            /** Who must agree to keep a text. */
            graders: v.array(v.string()),
            k: count,
            /** Attempts with a verdict. */
            decided: count,
            kept: count,
            /** kept / decided with its interval, in [0, 1]; null where nothing is decided. */
            rate: share,
            low: share,
            high: share,
          }),
        ),
      }),
    ),
    null,
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
      /** In US dollars; null where the price is not known. */
      dollars: v.optional(v.nullable(v.number()), null),
      /** In US dollars per million tokens. `factor`: what a call in a batch costs of that; else 1. */
      price: v.optional(
        v.nullable(
          v.object({ input: v.number(), output: v.number(), factor: v.number(), from: priceSource }),
        ),
        null,
      ),
    }),
  ),
  /** What that costs as far as it is known. */
  cost: v.optional(
    v.nullable(
      v.object({
        dollars: v.number(),
        prices: v.array(priceSource),
        /** `endpoint/model` of which no price is known: what they cost is not in `dollars`. */
        unpriced: v.array(v.string()),
        /** Calls whose reply told no usage: what they cost is not in `dollars` either. */
        callsWithoutUsage: count,
      }),
    ),
    null,
  ),
  /** ISO 8601. */
  exportedAt: v.string(),
  skillmix: v.string(),
});
export type DataCard = v.InferOutput<typeof dataCard>;
