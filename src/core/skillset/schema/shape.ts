/** What a name stands for. */
export type NameKind = 'skill' | 'topic' | 'category' | 'split';

/** What may stand at a place of the file. */
export type Shape =
  | { readonly kind: 'text' }
  | NameShape
  | { readonly kind: 'integer'; readonly least: number; readonly most?: number }
  /** A number above 0; with bounds, one from `least` to `most`. */
  | { readonly kind: 'number'; readonly least?: number; readonly most?: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
  | {
      readonly kind: 'pattern';
      readonly matches: RegExp;
      /** Completes "Write ...", such as `an amount and a currency, such as "50 USD"`. */
      readonly expected: string;
      readonly choices: readonly Choice[];
    }
  /** A regular expression for the rule grader. */
  | { readonly kind: 'check' }
  /** The relative path of another skillset file. */
  | { readonly kind: 'path' }
  | { readonly kind: 'list'; readonly of: Shape; readonly mayBeEmpty: boolean; readonly orOne: boolean }
  | MappingShape
  /** A mapping whose keys are names that the author chooses. */
  | {
      readonly kind: 'entries';
      readonly defines: NameKind;
      readonly of: Shape;
      readonly snippets: readonly Snippet[];
    }
  /** The kind of the node decides. */
  | { readonly kind: 'either'; readonly scalar: Shape; readonly list?: Shape; readonly mapping?: Shape };

export interface NameShape {
  readonly kind: 'name';
  /** A reference may be to one of several kinds. */
  readonly of: readonly NameKind[];
  readonly role: NameRole;
  /** Entries that may begin where a new name stands. */
  readonly snippets?: readonly Snippet[];
}

/** A skill defines its name and its aliases; its category comes into being by being used. */
export type NameRole = 'definition' | 'alias' | 'reference';

export interface MappingShape {
  readonly kind: 'mapping';
  /** As in "a skill" or "the study". */
  readonly title: string;
  readonly keys: readonly KeyRule[];
  /** What it can begin with. */
  readonly snippets: readonly Snippet[];
}

/** Several keys at once, for completion to write where none stands yet. */
export interface Snippet {
  readonly label: string;
  readonly documentation: string;
  /** In the syntax of VS Code snippets. */
  readonly body: string;
}

export interface Choice {
  readonly value: string;
  readonly documentation: string;
}

/** A key with what is said about it everywhere: problems, completion, hover, reference. */
export interface KeyRule {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
  /** Plain sentences, Markdown; the last one tells the default, where there is one. */
  readonly documentation: string;
  /** A value, or in words what holds where the key is left out. */
  readonly byDefault?: string;
  /** A value as it is written in one line. */
  readonly example?: string;
  /** What completion writes after the key, in the syntax of VS Code snippets. */
  readonly snippet: string;
}

export const text: Shape = { kind: 'text' };
export const boolean: Shape = { kind: 'boolean' };
export const positive: Shape = { kind: 'number' };

export function integer(least: number): Shape {
  return { kind: 'integer', least };
}

export function referenceTo(...of: readonly NameKind[]): NameShape {
  return { kind: 'name', of, role: 'reference' };
}

export function definitionOf(kind: NameKind, snippets: readonly Snippet[] = []): NameShape {
  return { kind: 'name', of: [kind], role: 'definition', snippets };
}

export function aliasOf(kind: NameKind): NameShape {
  return { kind: 'name', of: [kind], role: 'alias' };
}

export function listOf(of: Shape): Shape {
  return { kind: 'list', of, mayBeEmpty: true, orOne: false };
}

export function filledListOf(of: Shape): Shape {
  return { kind: 'list', of, mayBeEmpty: false, orOne: false };
}

/** A list, or one entry in place of a list of one, or nothing. */
export function anyNumberOf(of: Shape): Shape {
  return { kind: 'list', of, mayBeEmpty: true, orOne: true };
}

/** A list, or one entry in place of a list of one. */
export function oneOrMore(of: Shape): Shape {
  return { kind: 'list', of, mayBeEmpty: false, orOne: true };
}

export function choice(choices: Readonly<Record<string, string>>): Shape {
  return { kind: 'choice', choices: choicesOf(choices) };
}

export function choicesOf(choices: Readonly<Record<string, string>>): Choice[] {
  return Object.entries(choices).map(([value, documentation]) => ({ value, documentation }));
}

type KeyInit = Omit<KeyRule, 'name' | 'required' | 'snippet'> &
  Partial<Pick<KeyRule, 'required' | 'snippet'>>;

export function mapping(title: string, keys: Readonly<Record<string, KeyInit>>): MappingShape {
  return mappingFrom([], title, keys);
}

/** A mapping that can begin with several keys at once. */
export function mappingFrom(
  snippets: readonly Snippet[],
  title: string,
  keys: Readonly<Record<string, KeyInit>>,
): MappingShape {
  const rules = Object.entries(keys).map(([name, init]) => ({
    required: false,
    snippet: ' ',
    ...init,
    documentation: documentationOf(init),
    name,
  }));
  return { kind: 'mapping', title, keys: rules, snippets };
}

function documentationOf({ documentation, byDefault }: KeyInit): string {
  return byDefault === undefined ? documentation : `${documentation} Default: ${byDefault}.`;
}

export function keyRule(shape: MappingShape, name: string): KeyRule | undefined {
  return shape.keys.find((rule) => rule.name === name);
}

/** A tab stop of a snippet, with the text that stands there first. */
export function stop(number: number, placeholder: string): string {
  return ['${', number, ':', placeholder, '}'].join('');
}
