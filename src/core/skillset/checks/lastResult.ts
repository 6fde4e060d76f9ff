/**
 * Remembers the last result of something that looks at the whole project, for as long as what it depends on is the same.
 * `anchor` is a node that few edits touch: what is remembered goes with it. Inputs are compared one by one, and so is what
 * lists among them hold.
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

/** A loop of its own: it goes over the names of a whole project at every key press. */
function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at += 1) {
    const one = some[at];
    const other = others[at];
    if (one !== other && !(Array.isArray(one) && Array.isArray(other) && areSame(one, other))) return false;
  }
  return true;
}
