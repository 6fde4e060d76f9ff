/** Makes new skillset files of lists and of the library, now and then. A bundle of its own, loaded by then. */
export { readListFile } from './adapters/exchange/listFile.ts';
export { importLists } from './core/exchange/skills/importLists.ts';
export { formatRowNote } from './core/exchange/skills/rowNote.ts';
export { newSkillset } from './core/library/newSkillset.ts';
