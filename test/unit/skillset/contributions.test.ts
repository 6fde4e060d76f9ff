import { describe, expect, it } from 'vitest';
import language from '../../../media/language-configuration.json';
import { contributes } from '../../../package.json';
import { mixShape, skillShape, splitShape } from '../../../src/core/skillset/schema/entries.ts';
import { fileShape } from '../../../src/core/skillset/schema/schema.ts';
import type { NameKind, Shape } from '../../../src/core/skillset/schema/shape.ts';
import { studyShape } from '../../../src/core/skillset/schema/study.ts';
import grammar from '../../../syntaxes/skillset.tmLanguage.json';

describe('the grammar', () => {
  it('knows the sections of the language', () => {
    expect(keysIn(grammar.repository['section-key'].match)).toEqual(new Set(keysOf(fileShape, 1)));
  });

  it('knows the keys of skills, splits and mixes', () => {
    const keys = [skillShape, splitShape, mixShape].flatMap((shape) => keysOf(shape, 1));
    expect(keysIn(grammar.repository['skill-key'].match)).toEqual(new Set(keys));
  });

  it('knows the keys of a study, but for those that skills and splits have too', () => {
    const known = new Set([
      ...keysIn(grammar.repository['skill-key'].match),
      ...keysIn(grammar.repository['study-key'].match),
    ]);
    expect(keysOf(studyShape, 9).filter((key) => !known.has(key))).toEqual([]);
    const all = new Set(keysOf(studyShape, 9));
    expect([...keysIn(grammar.repository['study-key'].match)].filter((key) => !all.has(key))).toEqual([]);
  });
});

describe('the manifest', () => {
  it('describes a colour for every kind of name', () => {
    const kinds = contributes.semanticTokenTypes.map(({ id }) => id);
    expect(kinds).toEqual(['skill', 'topic', 'category', 'split'] satisfies NameKind[]);
    expect(Object.keys(contributes.semanticTokenScopes[0]?.scopes ?? {})).toEqual(kinds);
  });

  it('has a language of its own, which extensions for YAML do not attach to', () => {
    expect(contributes.languages.map(({ id }) => id)).toEqual(['skillset']);
    expect(JSON.stringify(contributes)).not.toContain('yamlValidation');
  });

  it('leaves snippets to completion, which knows where a new entry can begin', () => {
    expect(Object.keys(contributes)).not.toContain('snippets');
  });
});

describe('the line after Enter', () => {
  const appended = (line: string) =>
    language.onEnterRules.find(({ beforeText }) => new RegExp(beforeText, 'u').test(line))?.action;

  it('goes on with the keys of an entry', () => {
    expect(appended('  - name: irony')).toEqual({ indent: 'none', appendText: '  ' });
    expect(appended('  - text: |')).toEqual({ indent: 'indent', appendText: '  ' });
    expect(appended('    category: literary')).toBeUndefined();
    expect(appended('  - red herring')).toBeUndefined();
  });
});

/** The words of the first alternative group of a pattern. */
function keysIn(pattern: string): Set<string> {
  return new Set(/\((?!\?)([\w|]+)\)/u.exec(pattern)?.[1]?.split('|'));
}

/** The keys of a shape, down to a depth. */
function keysOf(shape: Shape, depth: number): string[] {
  if (depth === 0) return [];
  if (shape.kind === 'list') return keysOf(shape.of, depth);
  if (shape.kind !== 'mapping') return [];
  return shape.keys.flatMap(({ name, shape: inner }) => [name, ...keysOf(inner, depth - 1)]);
}
