import { describe, expect, it } from 'vitest';
import language from '../../../media/language-configuration.json';
import { contributes } from '../../../package.json';
import snippets from '../../../snippets/skillset.json';
import { findProblems } from '../../../src/core/skillset/problems.ts';
import { loadProject } from '../../../src/core/skillset/project.ts';
import { mixShape, skillShape, splitShape } from '../../../src/core/skillset/schema/entries.ts';
import { fileShape } from '../../../src/core/skillset/schema/schema.ts';
import type { NameKind, Shape } from '../../../src/core/skillset/schema/shape.ts';
import { studyShape } from '../../../src/core/skillset/schema/study.ts';
import grammar from '../../../syntaxes/skillset.tmLanguage.json';
import { fakeFiles } from './fakeFiles.ts';

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
});

describe('the snippets', () => {
  it.each(Object.entries(snippets))('%s gives what the language allows', async (_, { body, prefix }) => {
    const text = inPlace(expanded(body.join('\n')), [prefix].flat()[0] ?? '');
    const problems = findProblems(await loadProject('a', fakeFiles({ a: text }))).get('a') ?? [];
    const open = [
      'unknown-skill',
      'unknown-topic',
      'unknown-category',
      'unknown-split',
      'include-missing',
      'k-out-of-range',
      'example-fails-check',
      // The paper's own study evaluates at sizes that it trains on.
      'trained-k',
    ];
    expect(
      problems.filter(({ code }) => !open.includes(code)),
      text,
    ).toEqual([]);
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

/** The snippet as it stands when every tab stop is left as it is. */
function expanded(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/gu, '$1')
    .replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}/gu, '$1')
    .replace(/\$\d/gu, '')
    .replace(/\\(.)/gu, '$1');
}

/** The part of a file that the snippet is for. */
function inPlace(text: string, prefix: string): string {
  const indent = (depth: number) => text.replace(/^(?=.)/gmu, ' '.repeat(depth));
  const place = { skill: 'skills', 'skill-check': 'skills', split: 'splits', mix: 'mixes' }[prefix];
  if (place !== undefined) return `skillset: 1\n${place}:\n${indent(2)}`;
  if (prefix === 'part') return `skillset: 1\nstudy:\n  data:\n    parts:\n${indent(6)}`;
  if (['data', 'train', 'evaluate', 'grade', 'budget'].includes(prefix))
    return `skillset: 1\nstudy:\n${indent(2)}`;
  return text.startsWith('skillset:') ? text : `skillset: 1\n${text}`;
}
