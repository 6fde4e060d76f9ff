import type { Projects } from '../language/projects.ts';
import type { Activities } from './activities.ts';
import { documentOf, entriesOf, type MixTarget } from './mixInFile.ts';
import { isFor } from './mixLenses.ts';

interface CancelTools {
  readonly projects: Pick<Projects, 'of'>;
  readonly activities: Pick<Activities, 'list' | 'cancelAll'>;
}

/** Cancels what runs for one mix, or all that runs in this window where no mix is named. */
export async function cancelMix(tools: CancelTools, target: MixTarget | undefined): Promise<void> {
  if (target === undefined) return tools.activities.cancelAll();
  const open = await tools.projects.of(await documentOf(target));
  const entry = entriesOf(open).find(({ index }) => index === target.index);
  if (entry === undefined) return;
  for (const activity of tools.activities.list())
    if (isFor(activity, open.document, entry)) activity.abort.abort();
}
