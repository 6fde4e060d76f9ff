import type * as vscode from 'vscode';

/** A tree of which only the roots take time to read. */
export type Tree<Node> = Pick<vscode.TreeDataProvider<Node>, 'getChildren'>;

/**
 * Reads a tree's roots before its change is told. VS Code forgets all entries in the moment that it is told of a change:
 * until it has the new ones, what is chosen on an entry reaches its command without the entry.
 */
export class RootsAhead<Node> {
  readonly #tell: () => void;
  #reading: Promise<void> | undefined;
  #isStale = false;
  #roots: Node[] | undefined;

  /** @param tell that the tree has changed */
  constructor(tell: () => void) {
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
      this.#tell();
      return;
    }
    this.#reading ??= this.#read(tree).finally(() => {
      this.#reading = undefined;
      this.#tell();
    });
  }

  /** What was read for the last change is given once: whoever asks again wants to know anew. */
  async take(tree: Tree<Node>): Promise<Node[]> {
    const roots = this.#roots;
    this.#roots = undefined;
    return roots ?? (await tree.getChildren()) ?? [];
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
