// A copy of the demo's skillset that can be written into, deleted when the demo ends.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../project.mjs';

export const demoFile = 'everyday.skillset.yaml';

/**
 * @template T
 * @param {(folder: string) => Promise<T>} work with a folder that holds `workspace` and is the demo's own
 */
export async function withDemoFolder(work) {
  const folder = await mkdtemp(join(tmpdir(), 'skillmix-demo-'));
  try {
    await cp(inProject('examples/demo'), join(folder, 'workspace'), { recursive: true });
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}
