/** Which results figures rest on, as the flags of the command line name it. What is left out lets everything through. */
export interface ScopeWords {
  readonly common?: boolean;
  readonly student?: readonly string[];
  readonly grader?: readonly string[];
  readonly split?: readonly string[];
  readonly k?: readonly number[];
  readonly seed?: readonly number[];
  /** Null: what was written outside of a study. */
  readonly purpose?: readonly (string | null)[];
  readonly run?: string;
  readonly reviews?: 'without' | 'with' | 'only';
}

/** The flags as they would be written, for whoever wants to ask the same again. */
export function scopeWords({
  common = true,
  student,
  grader,
  split,
  k,
  seed,
  purpose,
  run,
  reviews = 'without',
}: ScopeWords): string[] {
  const each = (flag: string, values: readonly unknown[] | undefined) =>
    (values ?? []).map((value) => `--${flag} ${value === null ? 'none' : String(value)}`);
  return [
    ...each('student', student),
    ...each('grader', grader),
    ...each('split', split),
    ...each('k', k),
    ...each('seed', seed),
    ...each('purpose', purpose),
    ...(run === undefined ? [] : [`--run ${run}`]),
    ...(common ? [] : ['--no-common']),
    ...(reviews === 'without' ? [] : [`--reviews ${reviews}`]),
  ];
}
