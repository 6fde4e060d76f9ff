import { indexNames, partsIn, rangeInFile } from '../names.ts';
import type { TextRange } from '../problem.ts';
import type { Project } from '../project.ts';
import type { NameKind } from '../schema/shape.ts';
import { kindOf } from '../uses/nameAt.ts';

/** A name to be coloured by what it stands for. It lies in one line. */
export interface NameToken extends TextRange {
  readonly kind: NameKind;
  readonly role: 'definition' | 'reference';
}

/** The names of a file, in the order of the text. A reference to nothing is no name. */
export function nameTokens(project: Project, path: string): NameToken[] {
  const index = indexNames(project);
  const text = project.documents.get(path)?.text ?? '';
  const tokens: NameToken[] = [];
  for (const { at, facts } of partsIn(index, path)) {
    for (const name of facts.names) {
      const { use } = name;
      const kind = kindOf(use, index);
      const { start, end } = rangeInFile(name, at);
      const newLine = text.indexOf('\n', start);
      if (kind === undefined || end <= start || (newLine !== -1 && newLine < end)) continue;
      const isKnown = use.role !== 'reference' || index.definitions[kind].has(use.key);
      if (isKnown)
        tokens.push({ kind, role: use.role === 'reference' ? 'reference' : 'definition', start, end });
    }
  }
  return withoutOverlaps(tokens.sort((one, other) => one.start - other.start));
}

/** Names that one YAML alias stands for have all its range. */
function withoutOverlaps(tokens: readonly NameToken[]): NameToken[] {
  let end = 0;
  return tokens.filter((token) => {
    if (token.start < end) return false;
    end = token.end;
    return true;
  });
}
