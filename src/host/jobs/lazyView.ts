import * as vscode from 'vscode';
import { RootsAhead } from '../rootsAhead.ts';

/** A view of a trusted workspace whose content is loaded when it is first looked at. */
export function lazyView<Node>(
  id: string,
  load: () => Promise<vscode.TreeDataProvider<Node>>,
): { readonly view: vscode.TreeView<Node>; readonly disposable: vscode.Disposable } {
  const changed = new vscode.EventEmitter<undefined>();
  const tell = (): void => changed.fire(undefined);
  const ahead = new RootsAhead<Node>(tell);
  let shown: vscode.TreeDataProvider<Node> | undefined;
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
  const trusted = vscode.workspace.onDidGrantWorkspaceTrust(tell);
  return { view, disposable: vscode.Disposable.from(view, trusted, changed) };
}
