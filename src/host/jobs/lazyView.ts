import * as vscode from 'vscode';
import { RootsAhead, type Tree } from '../rootsAhead.ts';

export type LazyTree<Node> = vscode.TreeDataProvider<Node> & Tree<Node>;

/** A view of a trusted workspace whose content is loaded when it is first looked at. */
export function lazyView<Node extends object>(
  id: string,
  load: () => Promise<LazyTree<Node>>,
): { readonly view: vscode.TreeView<Node>; readonly disposable: vscode.Disposable } {
  const changed = new vscode.EventEmitter<Node[] | undefined>();
  const ahead = new RootsAhead<Node>((roots) => changed.fire(roots));
  let shown: LazyTree<Node> | undefined;
  const treeDataProvider: vscode.TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (node) => {
      if (!vscode.workspace.isTrusted) return [];
      const tree = await load();
      if (shown === undefined) tree.onDidChangeTreeData?.(() => ahead.changed(tree, view.visible));
      shown = tree;
      return node === undefined ? ahead.take(tree) : tree.getChildren(node);
    },
    getTreeItem: (node) => shown?.getTreeItem(node) ?? new vscode.TreeItem(''),
    // Only what lies at the root is ever revealed.
    getParent: () => undefined,
  };
  const view: vscode.TreeView<Node> = vscode.window.createTreeView(id, { treeDataProvider });
  const trusted = vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire(undefined));
  return { view, disposable: vscode.Disposable.from(view, trusted, changed) };
}
