import { join } from 'node:path';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';
import type { SpentRow } from '../../src/core/runs/ports.ts';
import type { Workplace } from './commandLine.ts';

/** How many tokens the replies on the disk used. */
export async function tokensIn(workplace: Workplace): Promise<number> {
  return (await spentIn(workplace)).reduce((sum, { input, output }) => sum + input + output, 0);
}

/** How many replies are on the disk: each was paid once. `where`: the folder of the store. */
export async function repliesIn(workplace: Workplace, where?: string): Promise<number> {
  return (await spentIn(workplace, where)).reduce((sum, { calls }) => sum + calls, 0);
}

async function spentIn({ folder }: Workplace, where = '.skillmix'): Promise<SpentRow[]> {
  const store = await openStore(join(folder, where, 'skillmix.db'));
  const rows = await store.spent({});
  await store.close();
  return rows;
}
