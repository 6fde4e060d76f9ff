import * as vscode from 'vscode';
import { panelHtml } from '../../protocol/panelHtml.ts';

/** The document of a page that runs one of the scripts in dist/. */
export function webviewHtml(webview: vscode.Webview, extensionUri: vscode.Uri, script: string): string {
  const inDist = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString();
  return panelHtml({
    nonce: globalThis.crypto.randomUUID().replaceAll('-', ''),
    cspSource: webview.cspSource,
    scriptUri: inDist(script),
    styleUri: inDist('webview.css'),
  });
}
