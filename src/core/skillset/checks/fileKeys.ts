import type { SkillsetDocument } from '../document.ts';
import { checkKeys, missingKeys, missingMessage } from '../facts/inspectKeys.ts';
import { fileShape } from '../schema/schema.ts';
import type { ProjectCheck } from './projectCheck.ts';

/** The top-level keys of each file. A file that says nothing yet lacks nothing. */
export const checkFileKeys: ProjectCheck = ({ project, acceptIn }) => {
  for (const document of project.documents.values()) {
    const keys = document.sections.map(({ name, key }) => ({ name, range: key }));
    const accept = acceptIn(document.path);
    checkKeys(keys, fileShape, accept);
    const missing = missingKeys(keys, fileShape);
    const [first] = keys;
    if (missing.length > 0 && first !== undefined && !isBroken(document))
      accept('warning', 'missing-key', missingMessage(missing, fileShape), first.range);
  }
};

/** What cannot be read may be what seems to be missing. */
function isBroken({ problems }: SkillsetDocument): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
