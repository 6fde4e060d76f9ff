import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTheme, themes } from './pageUnderTest.ts';

const folder = new URL('../../webview/styles/', import.meta.url);
const styles = readdirSync(folder)
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .join('\n');

test.each(themes)('has a colour for everything in %s', (theme) => {
  const { variables } = readTheme(theme);
  // With a fallback a colour may be missing: high-contrast themes have borders where others have surfaces.
  const needed = [...styles.matchAll(/var\((--vscode-[\w-]+)\)/g)].map(([, name]) => name ?? '');
  expect(needed.length).toBeGreaterThan(20);
  expect(needed.filter((name) => variables[name] === undefined)).toEqual([]);
});

test('takes every colour from the theme', () => {
  const values = [...styles.matchAll(/:\s*([^;{}]+);/g)].map(([, value]) => value ?? '');
  const literal =
    /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|color)\(|\b(?:white|black|red|green|blue|gr[ae]y)\b(?!-)/i;
  const own = values.map((value) => value.replaceAll(/--[\w-]+/g, '')).filter((value) => literal.test(value));
  expect(own).toEqual([]);
});
