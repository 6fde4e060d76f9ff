/**
 * Remembers the last result of something that looks at the whole project, for as long as what it depends on is the same.
 * `anchor` is a node that few edits touch: what is remembered goes with it. Inputs are compared one by one.
 */
export function lastResult<Result>(): (
  anchor: object,
  inputs: readonly unknown[],
  compute: () => Result,
) => Result {
  const known = new WeakMap<object, { readonly inputs: readonly unknown[]; readonly result: Result }>();
  return (anchor, inputs, compute) => {
    const before = known.get(anchor);
    if (before !== undefined && areSame(before.inputs, inputs)) return before.result;
    const result = compute();
    known.set(anchor, { inputs, result });
    return result;
  };
}

function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}
