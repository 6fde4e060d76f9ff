/** A JSON value in two parts: what many values have in common, and what each has of its own. */
export interface SplitJson {
  /** JSON with holes. */
  readonly form: string;
  /** What stands in the holes, in order. */
  readonly parts: readonly unknown[];
}

/** Stands for a part. It is one character that no text begins with, and where one does it is taken for a part. */
const HOLE = '\u0001';

/** Takes the values out for which `varies` holds; null is never asked about. */
export function splitJson(value: unknown, varies: (value: unknown, key: string) => boolean): SplitJson {
  const parts: unknown[] = [];
  const form = JSON.stringify(value, (key, inner: unknown) => {
    if (inner === null || !(inner === HOLE || varies(inner, key))) return inner;
    parts.push(inner);
    return HOLE;
  });
  return { form, parts };
}

/** The value as it was, to the letter. */
export function joinJson({ form, parts }: SplitJson): unknown {
  let next = 0;
  return JSON.parse(form, (_key, inner: unknown) => (inner === HOLE ? parts[next++] : inner));
}
