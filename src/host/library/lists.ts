import type { importLists, ReadList } from '../../core/exchange/skills/importLists.ts';
import type { formatRowNote } from '../../core/exchange/skills/rowNote.ts';
import type { newSkillset } from '../../core/library/newSkillset.ts';

/** What makes new skillset files, of lists and of the library: loaded when somebody asks. */
export interface Lists {
  readonly formatRowNote: typeof formatRowNote;
  readonly importLists: typeof importLists;
  readonly newSkillset: typeof newSkillset;
  readListFile(name: string, bytes: Uint8Array): ReadList;
}
