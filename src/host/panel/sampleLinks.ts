import * as vscode from 'vscode';
import { UserError } from '../userError.ts';
import { copied } from './sampleActions.ts';

/** An address that opens the results at a sample. The file is relative to its folder, so that it holds elsewhere too. */
export async function copyLink(extensionId: string, skillset: vscode.Uri, sampleId: string): Promise<void> {
  const query = new URLSearchParams({
    file: vscode.workspace.asRelativePath(skillset, false),
    sample: sampleId,
  });
  const address = vscode.Uri.from({
    scheme: vscode.env.uriScheme,
    authority: extensionId,
    path: PATH,
    query: query.toString(),
  });
  const external = await vscode.env.asExternalUri(address);
  await copied(external.toString(), 'copied a link to the text');
}

/** Opens what such an address names. Anyone may have written it: it only ever shows a file of this workspace. */
export function registerSampleLinks(
  show: (skillset: vscode.Uri, sample: string) => void,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri: async (address) => {
      try {
        const { skillset, sample } = await targetOf(address);
        show(skillset, sample);
      } catch (error) {
        log.warn(error instanceof Error ? error.message : String(error));
        if (error instanceof UserError) void vscode.window.showErrorMessage(error.message);
      }
    },
  });
}

const PATH = '/sample';

async function targetOf({ path, query }: vscode.Uri) {
  const parameters = new URLSearchParams(query);
  const [file, sample] = [parameters.get('file'), parameters.get('sample')];
  if (path !== PATH || file === null || sample === null)
    throw new UserError('This link leads to no text: it names no file or no sample. Copy it anew.');
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const skillset = vscode.Uri.joinPath(folder.uri, file);
    if (isInside(skillset, folder.uri) && (await exists(skillset))) return { skillset, sample };
  }
  throw new UserError(
    `No folder that is open here has ${plainWords(file)}. Open the folder of the study, then the link again.`,
  );
}

/** What stands in a message may not become a link there, which could run a command, nor fill the screen. */
function plainWords(text: string): string {
  return text.replaceAll(/[[\]()\p{Cc}\p{Cf}]/gu, '').slice(0, LONGEST_NAME);
}

const LONGEST_NAME = 120;

function isInside(file: vscode.Uri, folder: vscode.Uri): boolean {
  return file.path.startsWith(`${folder.path}/`) && /\.skillset\.ya?ml$/u.test(file.path);
}

async function exists(file: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}
