/**
 * Remembers what follows from a node, or from several of one place, alone. What an edit does not touch stays the same
 * object, so this is what makes an edit cheap; what is remembered goes with it.
 */
export function perNode<Part extends object, Result extends object, Rest extends readonly unknown[]>(
  derive: (part: Part, ...rest: Rest) => Result,
): (part: Part, ...rest: Rest) => Result {
  const remembered = new WeakMap<Part, Result>();
  return (part, ...rest) => {
    const known = remembered.get(part);
    if (known !== undefined) return known;
    const result = derive(part, ...rest);
    remembered.set(part, result);
    return result;
  };
}
