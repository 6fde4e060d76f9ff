import { join } from 'node:path';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import type { Workplace } from './commandLine.ts';

/** How many replies are on the disk: each was paid once. `where`: the folder of the store. */
export async function repliesIn({ folder }: Workplace, where = '.skillmix'): Promise<number> {
  const store = await openStore(join(folder, where, 'skillmix.db'));
  const rows = await store.spent({});
  await store.close();
  return rows.reduce((sum, { calls }) => sum + calls, 0);
}
