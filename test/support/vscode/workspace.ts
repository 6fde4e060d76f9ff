import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestWorkspace {
  readonly folder: string;
  readonly file: string;
  remove(): Promise<void>;
}

/** A folder with one skillset file and, where given, settings of the workspace. */
export async function testWorkspace(
  skillset: string,
  settings: Readonly<Record<string, unknown>> = {},
  name = 'study.skillset.yaml',
): Promise<TestWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'skillmix workspace '));
  const file = join(folder, name);
  await writeFile(file, skillset);
  await mkdir(join(folder, '.vscode'));
  await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify(settings));
  return {
    folder,
    file,
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
  };
}
