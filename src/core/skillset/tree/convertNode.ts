import {
  type Alias,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Scalar,
  type Node as YamlNode,
  type Pair as YamlPair,
} from 'yaml';
import type { Accept, TextRange } from '../problem.ts';
import { exactly, ownText } from './compact.ts';
import type { Node, Pair, ScalarNode } from './node.ts';

/** A file nested deeper than this is no skillset. */
const MOST_DEPTH = 40;
/** How many nodes the aliases of one piece may add: enough for honest use, too few for an alias bomb. */
const MOST_ALIASED_NODES = 10_000;

export interface Conversion {
  readonly root: Node | undefined;
  readonly hasAnchors: boolean;
  readonly hasUnknownAnchor: boolean;
}

/** Keys that were read before, by what they say and where: most entries of a list have the same ones at the same places. */
export type SharedKeys = Map<string, ScalarNode>;

/** Turns the library's tree into ours. Aliases become copies that stand where the alias stands. */
export function convertNode(contents: unknown, accept: Accept, keys: SharedKeys): Conversion {
  const state: State = {
    accept,
    keys,
    anchors: new Map(),
    aliased: 0,
    hasUnknownAnchor: false,
    reported: new Set(),
  };
  const root = isNode(contents) ? convert(contents, state, { depth: 0 }) : undefined;
  return { root, hasAnchors: state.anchors.size > 0, hasUnknownAnchor: state.hasUnknownAnchor };
}

interface State {
  readonly accept: Accept;
  readonly keys: SharedKeys;
  readonly anchors: Map<string, YamlNode>;
  aliased: number;
  hasUnknownAnchor: boolean;
  /** Limits that were told once already. */
  readonly reported: Set<string>;
}

interface Context {
  readonly depth: number;
  /** Inside the copy that an alias stands for: where the alias stands. */
  readonly alias?: TextRange;
}

function convert(node: YamlNode, state: State, context: Context): Node {
  const range = context.alias ?? rangeOf(node);
  if (isTooMuch(state, context, range)) return emptyAt(range);
  if (isAlias(node)) return convertAlias(node, state, { ...context, alias: range });
  if (node.anchor !== undefined) state.anchors.set(node.anchor, node);
  const inner = { ...context, depth: context.depth + 1 };
  // Thousands of nodes are held: each is written out, because what a spread adds is kept in an object of its own.
  if (isScalar(node)) {
    const { start, end } = range;
    return { kind: 'scalar', value: ownText(String(node.value ?? '')), style: styleOf(node), start, end };
  }
  const flow = isCollection(node) && node.flow === true;
  if (isSeq(node)) {
    const items = node.items.map((item) => (isNode(item) ? convert(item, state, inner) : emptyAt(range)));
    const { start, end } = upTo(items.at(-1), flow, range, context);
    return { kind: 'list', flow, items, start, end };
  }
  if (!isMap(node)) return emptyAt(range);
  const pairs = exactly(node.items.flatMap((pair) => convertPair(pair, state, inner) ?? []));
  const { start, end } = upTo(pairs.at(-1)?.value, flow, range, context);
  return { kind: 'mapping', flow, pairs, start, end };
}

/** By indentation, a list or mapping ends with its last value; where the library ends it depends on what follows. */
function upTo(last: Node | undefined, flow: boolean, range: TextRange, { alias }: Context): TextRange {
  if (last === undefined || flow || alias !== undefined) return range;
  return { start: range.start, end: Math.max(range.start, last.end) };
}

function convertAlias(node: Alias, state: State, context: Context & { readonly alias: TextRange }): Node {
  const target = state.anchors.get(node.source);
  if (target !== undefined) return convert(target, state, { ...context, depth: context.depth + 1 });
  state.hasUnknownAnchor = true;
  const message = `No anchor "&${node.source}" stands before this alias. Write the value here, or put quotes around a text that starts with "*".`;
  state.accept('error', 'unknown-anchor', message, context.alias);
  return emptyAt(context.alias);
}

function convertPair(pair: YamlPair, state: State, context: Context): Pair | undefined {
  if (!isNode(pair.key)) return undefined;
  const key = convert(pair.key, state, context);
  if (key.kind !== 'scalar') {
    state.accept(
      'error',
      'yaml-syntax',
      'A list or a mapping stands where a key belongs. Write a name.',
      key,
    );
    return undefined;
  }
  return { key: shared(key, state.keys), value: convertValue(pair.value, key, state, context) };
}

function shared(key: ScalarNode, keys: SharedKeys): ScalarNode {
  const id = `${key.start} ${key.end} ${key.style} ${key.value}`;
  const known = keys.get(id) ?? key;
  keys.set(id, known);
  return known;
}

/** Nothing stands right behind the colon; where the library places it depends on what follows. */
function convertValue(value: unknown, key: ScalarNode, state: State, context: Context): Node {
  if (!isNode(value)) return emptyAt({ start: key.end, end: key.end });
  const node = convert(value, state, context);
  if (node.kind !== 'scalar' || node.end > node.start || context.alias !== undefined) return node;
  const at = key.end + 1;
  return { kind: 'scalar', value: node.value, style: node.style, start: at, end: at };
}

function isTooMuch(state: State, context: Context, range: TextRange): boolean {
  if (context.alias !== undefined && ++state.aliased > MOST_ALIASED_NODES) {
    const message = `The aliases expand to more than ${MOST_ALIASED_NODES} values. Write the values out, or use fewer aliases.`;
    return reportOnce(state, 'too-many-aliases', message, range);
  }
  if (context.depth < MOST_DEPTH) return false;
  const message = `Lists and mappings are nested more than ${MOST_DEPTH} deep here. Check the brackets and the indentation.`;
  return reportOnce(state, 'too-deep', message, range);
}

function reportOnce(
  state: State,
  code: 'too-many-aliases' | 'too-deep',
  message: string,
  range: TextRange,
): true {
  if (!state.reported.has(code)) state.accept('error', code, message, range);
  state.reported.add(code);
  return true;
}

function rangeOf(node: YamlNode): TextRange {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

function emptyAt({ start, end }: TextRange): ScalarNode {
  return { kind: 'scalar', value: '', style: 'plain', start, end };
}

function styleOf(node: Scalar): ScalarNode['style'] {
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') return 'block';
  return node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 'quoted' : 'plain';
}
