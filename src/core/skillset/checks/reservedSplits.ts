import { ALL_SPLIT, AUTHORED_SPLIT } from '../../mixes/mix.ts';
import type { ProjectCheck } from './projectCheck.ts';

/** Names that results use for something else. */
export const checkReservedSplits: ProjectCheck = ({ index, acceptIn }) => {
  for (const [key, use] of Object.entries(RESERVED)) {
    const definition = index.definitions.split.get(key);
    if (definition === undefined) continue;
    const message = `The name "${definition.name}" is reserved: it stands for ${use}. Choose another name for this split.`;
    acceptIn(definition.path)('error', 'reserved-split', message, definition.range);
  }
};

const RESERVED: Readonly<Record<string, string>> = {
  [ALL_SPLIT]: 'all skills and all topics',
  [AUTHORED_SPLIT]: 'the mixes that are written in the file',
};
