import { plural } from '../../format/formatCount.ts';
import { countMixes } from '../../mixes/countMixes.ts';
import { drawnFrom } from '../../mixes/drawnFrom.ts';
import { formatLarge } from '../../plan/formatAmount.ts';
import { splitsOf } from '../checks/splitMembers.ts';
import { drawsOf, type StudyDraw, studyOf } from '../checks/studyDraws.ts';
import type { SkillsetDocument } from '../document.ts';
import { readNumber } from '../facts/readScalar.ts';
import type { HoverSources } from '../hoverSources.ts';
import { indexNames } from '../names.ts';
import type { TextRange } from '../problem.ts';
import type { Project } from '../project.ts';
import { nameKey } from '../skillset.ts';
import { itemsOf, type Node, valueAt } from '../tree/node.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';

/** How many mixes there are of the sizes that a key `k` of the study, or one of its values, names. Empty: none is named. */
export function describeSizes(
  document: SkillsetDocument,
  at: TextRange,
  project: Project,
  sources: HoverSources,
): string {
  const study = studyOf(document);
  if (study === undefined) return '';
  const sizes = sizesAt(study.node, at.start - study.at);
  const draws = drawsOf(study.node).filter(({ k }) => sizes.includes(k));
  const rows = new Map(draws.flatMap((draw) => rowOf(draw, project, sources) ?? []));
  const [only] = rows.values();
  if (only === undefined) return '';
  if (rows.size === 1) return sentence(only);
  const hasTried = [...rows.values()].some(({ tried }) => tried !== undefined);
  const table = [...rows.values()].map(
    ({ k, split, possible, tried }) =>
      `| ${escapeMarkdown(split)} | ${k} | ${formatLarge(possible)} |${hasTried ? ` ${formatLarge(tried ?? 0)} |` : ''}`,
  );
  const head = hasTried
    ? '| split | k | mixes | tried |\n| - | -: | -: | -: |'
    : '| split | k | mixes |\n| - | -: | -: |';
  return [head, ...table].join('\n');
}

/** The values of the key `k` that the offset is in, or the one value. */
function sizesAt(study: Node, offset: number): readonly Node[] {
  const parts = [...itemsOf(valueAt(valueAt(study, 'data'), 'parts')), valueAt(study, 'evaluate')];
  for (const part of parts) {
    if (part?.kind !== 'mapping') continue;
    const pair = part.pairs.find(({ key }) => key.value === 'k');
    if (pair === undefined || offset < pair.key.start || offset > pair.value.end) continue;
    const values = itemsOf(pair.value);
    const under = values.filter(({ start, end }) => offset >= start && offset <= end);
    return under.length > 0 ? under : values;
  }
  return [];
}

interface Row {
  readonly k: number;
  readonly split: string;
  readonly possible: bigint;
  readonly tried: number | undefined;
}

function rowOf(
  { k: node, skills, topics }: StudyDraw,
  project: Project,
  { triedMixes }: HoverSources,
): [string, Row][] | undefined {
  const { find } = splitsOf(project, indexNames(project));
  const pools = { skills: find(skills), topics: find(topics) };
  const k = readNumber(node);
  if (k === undefined || pools.skills === undefined || pools.topics === undefined) return undefined;
  const from = { skills: pools.skills.name, topics: pools.topics.name };
  const split = drawnFrom(from);
  const possible = countMixes(pools.skills.skills.size, pools.topics.topics.size, k);
  return [[`${k} ${nameKey(split)}`, { k, split, possible, tried: triedMixes?.({ k, split }) }]];
}

function sentence({ k, split, possible, tried }: Row): string {
  const mixes = possible === 1n ? '1 mix' : `${formatLarge(possible)} different mixes`;
  const exist = `${mixes} of ${plural(k, 'skill')} and a topic can be drawn from ${escapeMarkdown(split)}.`;
  return tried === undefined
    ? exist
    : `${exist} ${formatLarge(tried)} of them ${tried === 1 ? 'was' : 'were'} tried.`;
}
