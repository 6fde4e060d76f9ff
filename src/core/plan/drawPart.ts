import { formatCount, plural } from '../format/formatCount.ts';
import { drawMixes } from '../mixes/drawMixes.ts';
import { drawnFrom } from '../mixes/drawnFrom.ts';
import { type ResolvedSplit, resolveSplit } from '../mixes/splits.ts';
import type { Skillset } from '../skillset/skillset.ts';
import type { DrawOrder } from '../skillset/study.ts';
import type { PlannedPart, PlanProblem } from './plan.ts';

export interface PartRequest {
  readonly k: number;
  readonly count: number;
  readonly generations: number;
  /** The splits that skills and topics are drawn from, in the words of the file or the command. */
  readonly skills: string;
  readonly topics: string;
  readonly seed: number;
  readonly order: DrawOrder;
  readonly repeats: boolean;
  /** Data and evaluation draw from different streams, so that more of the one does not change the other. */
  readonly stream?: string;
  /** By `nameKeyOf`. */
  readonly exclude?: ReadonlySet<string>;
  /** The key of the file that says how many mixes are drawn. */
  readonly countKey: 'attempts' | 'mixes';
  /** Says why mixes are excluded, as in "others are drawn by earlier parts", and how to have them all the same. */
  readonly excluded: { readonly because: string; readonly wayOut?: string };
}

type Split = Extract<ResolvedSplit, { kind: 'split' }>;

/** Draws the mixes of one part. */
export function drawPart(
  skillset: Skillset,
  request: PartRequest,
): { readonly kind: 'part'; readonly part: PlannedPart } | PlanProblem {
  const skills = resolveSplit(skillset, request.skills);
  if (skills.kind === 'unknown') return unknownSplit(request.skills, skills.known);
  const topics = resolveSplit(skillset, request.topics);
  if (topics.kind === 'unknown') return unknownSplit(request.topics, topics.known);
  const empty = emptyPool(request.k, skills, topics);
  if (empty !== undefined) return empty;
  const { k, count, seed, order, repeats, generations, stream, exclude } = request;
  const pools = { skills: skills.skills, topics: topics.topics };
  const draw = drawMixes({
    ...pools,
    ...{ k, count, seed, order, repeats },
    ...(stream !== undefined && { stream }),
    ...(exclude !== undefined && { exclude }),
  });
  const split = drawnFrom({ skills: skills.name, topics: topics.name });
  if (draw.kind === 'too-few') return tooFew(request, { skills, topics }, draw.available);
  return { kind: 'part', part: { k, split, seed, order, repeats, generations, mixes: draw.mixes, ...pools } };
}

export function unknownSplit(name: string, known: readonly string[]): PlanProblem {
  return { kind: 'problem', message: `There is no split "${name}". Known: ${known.join(', ')}.` };
}

function emptyPool(k: number, skills: Split, topics: Split): PlanProblem | undefined {
  const size = skills.skills.length;
  if (size < k) {
    const message = `A mix of ${plural(k, 'skill')} cannot be drawn from the split "${skills.name}": it has ${formatCount(size)}. Lower k, or add skills.`;
    return { kind: 'problem', message };
  }
  if (topics.topics.length > 0) return undefined;
  return { kind: 'problem', message: `The split "${topics.name}" has no topics: add some.` };
}

function tooFew(
  request: PartRequest,
  from: { skills: Split; topics: Split },
  available: number,
): PlanProblem {
  const { k, count, countKey, exclude, excluded } = request;
  const { skills, topics } = from;
  const isShort = exclude !== undefined && exclude.size > 0;
  const place =
    skills.name === topics.name
      ? `split "${skills.name}"`
      : `splits "${drawnFrom({ skills: skills.name, topics: topics.name })}"`;
  const wayOut = isShort && excluded.wayOut !== undefined ? `, ${excluded.wayOut}` : '';
  const message = `${plural(count, 'different mix', 'different mixes')} of ${plural(k, 'skill')} and a topic cannot be drawn from the ${place}: there are only ${formatCount(available)}${isShort ? ` left, because ${excluded.because}` : ''}. Lower "${countKey}"${wayOut}, or add skills or topics.`;
  return { kind: 'problem', message };
}
