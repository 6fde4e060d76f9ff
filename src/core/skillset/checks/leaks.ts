import { readNumber } from '../facts/readScalar.ts';
import type { NameIndex } from '../names.ts';
import { shiftRange, type TextRange } from '../problem.ts';
import { nameKey } from '../skillset.ts';
import type { Node } from '../tree/node.ts';
import { lastResult } from './lastResult.ts';
import type { Checked, ProjectCheck } from './projectCheck.ts';
import { type SplitMembers, type Splits, splitsOf } from './splitMembers.ts';
import { drawsOf, type StudyDraw, studyOf } from './studyDraws.ts';

/**
 * What an evaluated split that the data does not draw from has in common with the data all the same. Seen alone (k = 1)
 * and seen in combination are two levels of leak.
 */
export const checkLeaks: ProjectCheck = (checked) => {
  const { project, index } = checked;
  const study = studyOf(project.root);
  if (study === undefined) return;
  const splits = splitsOf(project, index);
  for (const leak of remembered(study.node, [splits], () => leaksOf(study.node, splits)))
    report(leak, { ...checked, range: shiftRange(leak.node, study.at) });
};

/** What a split has in common with the data, by the keys of the names. */
interface Leak {
  readonly split: SplitMembers;
  /** Where the evaluation names it. */
  readonly node: Node;
  readonly combined: readonly string[];
  readonly alone: readonly string[];
  readonly topics: readonly string[];
}

const remembered = lastResult<readonly Leak[]>();

function leaksOf(study: Node, splits: Splits): Leak[] {
  const draws = drawsOf(study);
  const data = draws.filter(({ use }) => use === 'data');
  const trained = new Set(data.flatMap(({ skills, topics }) => [nameKey(skills), nameKey(topics)]));
  const seen = seenIn(data, splits);
  const nodes = new Set(draws.flatMap(({ split }) => split ?? []));
  return [...nodes].flatMap((node) => {
    const split = node.kind === 'scalar' ? splits.find(node.value) : undefined;
    // The split of everything, and one that the data draws from, hold nothing out.
    if (split?.rule === undefined || trained.has(nameKey(split.name))) return [];
    const skills = [...split.skills];
    return {
      split,
      node,
      combined: skills.filter((key) => seen.combined(key)),
      alone: skills.filter((key) => seen.alone(key) && !seen.combined(key)),
      topics: [...split.topics].filter((key) => seen.topic(key)),
    };
  });
}

type IsSeen = (key: string) => boolean;

interface Seen {
  readonly alone: IsSeen;
  readonly combined: IsSeen;
  readonly topic: IsSeen;
}

function seenIn(data: readonly StudyDraw[], { find }: Splits): Seen {
  const among = (names: readonly string[], kind: 'skills' | 'topics'): IsSeen => {
    const drawn = [...new Set(names)].flatMap((name) => find(name)?.[kind] ?? []);
    return (key) => drawn.some((keys) => keys.has(key));
  };
  const skillsOf = (draws: readonly StudyDraw[]) => draws.map(({ skills }) => skills);
  return {
    alone: among(skillsOf(data.filter(({ k }) => readNumber(k) === 1)), 'skills'),
    combined: among(skillsOf(data.filter(({ k }) => (readNumber(k) ?? 0) > 1)), 'skills'),
    topic: among(
      data.map(({ topics }) => topics),
      'topics',
    ),
  };
}

function report(
  { split, combined, alone, topics }: Leak,
  { project, index, acceptIn, range }: Checked & { readonly range: TextRange },
): void {
  const accept = acceptIn(project.root.path);
  const { name } = split;
  if (combined.length > 0) {
    const message = `${share(combined, split.skills, 'skill', index)} of "${name}" are in the data in combination with others. Draw the data from a split that leaves them out.`;
    accept('information', 'leak-in-combination', message, range);
  }
  if (alone.length > 0) {
    const message = `${share(alone, split.skills, 'skill', index)} of "${name}" are in the data alone (k = 1), and in no combination: results on them are on combining them, not on learning them.`;
    accept('information', 'leak-alone', message, range);
  }
  if (topics.length > 0) {
    const message = `${share(topics, split.topics, 'topic', index)} of "${name}" are in the data. Give one of the two splits other topics, such as the rest of a share.`;
    accept('information', 'leak-of-topics', message, range);
  }
}

function share(
  keys: readonly string[],
  all: ReadonlySet<string>,
  kind: 'skill' | 'topic',
  { definitions }: NameIndex,
): string {
  const example = definitions[kind].get(keys[0] ?? '')?.name.trim() ?? '';
  return `${keys.length} of ${all.size} ${kind}s ("${example}"${keys.length > 1 ? ' ...' : ''})`;
}
