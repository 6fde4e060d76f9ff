import type * as vscode from 'vscode';

/** A tree of which only the roots take time to read. */
export interface Tree<Node> extends Pick<vscode.TreeDataProvider<Node>, 'getChildren'> {
  /** What a root keeps over all readings. */
  rootId(root: Node): string;
}

/**
 * Reads a tree's roots before its change is told, and gives VS Code the same object for the same root each time. VS Code
 * forgets all entries in the moment that it is told of another tree: until it has the new ones, what is chosen on an entry
 * reaches its command without the entry. Where only what entries say is new, it is told of those alone, and keeps them.
 */
export class RootsAhead<Node extends object> {
  readonly #tell: (changed: Node[] | undefined) => void;
  #reading: Promise<void> | undefined;
  #isStale = false;
  #roots: readonly Node[] | undefined;
  /** What VS Code has, by their ids, in order. */
  #given: ReadonlyMap<string, Node> | undefined;

  /** @param tell which roots say something new, or that the tree has others now */
  constructor(tell: (changed: Node[] | undefined) => void) {
    this.#tell = tell;
  }

  /**
   * Many calls while it reads make it read once more. What cannot be read is left to whoever asks next.
   *
   * @param isShown nothing is read for a tree that nobody sees
   */
  changed(tree: Tree<Node>, isShown: boolean): void {
    this.#isStale = true;
    this.#roots = undefined;
    if (!isShown) {
      this.#tell(undefined);
      return;
    }
    this.#reading ??= this.#read(tree).finally(() => {
      this.#reading = undefined;
      this.#tellOf(tree);
    });
  }

  /** What was read for the last change is given once: whoever asks again wants to know anew. */
  async take(tree: Tree<Node>): Promise<Node[]> {
    const ahead = this.#roots;
    this.#roots = undefined;
    const roots = ahead ?? (await tree.getChildren()) ?? [];
    const before = this.#given;
    const given = new Map<string, Node>();
    for (const root of roots) {
      const id = tree.rootId(root);
      given.set(id, madeLike(before?.get(id), root));
    }
    this.#given = given;
    return [...given.values()];
  }

  #tellOf(tree: Tree<Node>): void {
    const changed = this.#roots && changesIn(this.#given, this.#roots, tree);
    if (changed === undefined) {
      this.#tell(undefined);
      return;
    }
    // VS Code has these roots and will not ask for them.
    this.#roots = undefined;
    for (const { known, now } of changed) madeLike(known, now);
    if (changed.length > 0) this.#tell(changed.map(({ known }) => known));
  }

  async #read(tree: Tree<Node>): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      this.#roots = undefined;
      try {
        this.#roots = (await tree.getChildren()) ?? undefined;
      } catch {
        return;
      }
    }
  }
}

interface Change<Node> {
  readonly known: Node;
  readonly now: Node;
}

/** The roots that say something new; undefined: there are others, or they stand in another order. */
function changesIn<Node>(
  given: ReadonlyMap<string, Node> | undefined,
  roots: readonly Node[],
  tree: Tree<Node>,
): readonly Change<Node>[] | undefined {
  if (given === undefined || given.size !== roots.length) return undefined;
  const changes: Change<Node>[] = [];
  let index = 0;
  for (const [id, known] of given) {
    const now = roots[index];
    if (now === undefined || tree.rootId(now) !== id) return undefined;
    if (JSON.stringify(known) !== JSON.stringify(now)) changes.push({ known, now });
    index += 1;
  }
  return changes;
}

/** The known object with the content of another; that one itself where none is known. */
function madeLike<Node extends object>(known: Node | undefined, now: Node): Node {
  if (known === undefined) return now;
  for (const key of Object.keys(known)) if (!(key in now)) Reflect.deleteProperty(known, key);
  return Object.assign(known, now);
}
