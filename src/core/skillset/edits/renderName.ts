import { stringify } from 'yaml';

/** A list of names in brackets, each in quotes where YAML needs it, or where another reader of YAML would. */
export function renderNames(names: readonly string[]): string {
  return stringify(names.map(onOneLine), OPTIONS).trimEnd();
}

export function renderName(name: string): string {
  return renderNames([name]).slice(1, -1);
}

/** YAML 1.1 has the most words that mean something else, such as `yes` and `12:30`. */
const OPTIONS = {
  version: '1.1',
  collectionStyle: 'flow',
  flowCollectionPadding: false,
  lineWidth: 0,
  singleQuote: true,
} as const;

/** Spacing does not tell two names apart. */
export function onOneLine(name: string): string {
  return name.replace(/\s+/gu, ' ').trim();
}
