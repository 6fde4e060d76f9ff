import { createRandom, pick } from '../../mixes/random.ts';
import { renderName } from '../edits/renderName.ts';
import { lineEndOf } from '../edits/textEdit.ts';
import { readNumber } from '../facts/readScalar.ts';
import { indexNames } from '../names.ts';
import type { Project } from '../project.ts';
import { DEFAULT_SEED } from '../schema/study.ts';
import { valueAt } from '../tree/node.ts';
import type { Fix } from './fix.ts';

/** Writes two splits with half of the topics each, drawn with the seed of the study. Undefined: there are splits. */
export function splitTopicsFix(project: Project): Fix | undefined {
  const { text, sections } = project.root;
  const topics = Array.from(indexNames(project).definitions.topic.values(), ({ name }) => name.trim());
  if (topics.length < 2 || sections.some(({ name }) => name === 'splits')) return undefined;
  const study = sections.find(({ name }) => name === 'study')?.content;
  const seed =
    readNumber(valueAt(study?.kind === 'value' ? study.value.node : undefined, 'seed')) ?? DEFAULT_SEED;
  const drawn = new Set(pick(topics, Math.round(topics.length / 2), createRandom('topics of splits', seed)));
  const lineEnd = lineEndOf(text);
  const lines = [
    'splits:',
    ...splitLines(
      'training',
      topics.filter((topic) => drawn.has(topic)),
    ),
    ...splitLines(
      'held-out',
      topics.filter((topic) => !drawn.has(topic)),
    ),
  ];
  const gap = text === '' || text.endsWith('\n') ? lineEnd : lineEnd + lineEnd;
  const newText = gap + lines.map((line) => line + lineEnd).join('');
  return {
    title: 'Split the topics at random',
    kind: 'rewrite',
    isSafe: false,
    edits: [{ start: text.length, end: text.length, newText }],
  };
}

function splitLines(name: string, topics: readonly string[]): string[] {
  return [`  ${name}:`, '    topics:', ...topics.map((topic) => `      - ${renderName(topic)}`)];
}
