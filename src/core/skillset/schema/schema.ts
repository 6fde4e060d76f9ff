/**
 * The skillset language: every key by place, with its type and documentation. Problems, completion and hover all read
 * it from here.
 */
import { mixesShape, skillsShape, splitShape, topicsShape } from './entries.ts';
import { anyNumberOf, mappingFrom, text } from './shape.ts';
import {
  below,
  fileSnippets,
  itemBelow,
  mixLines,
  skillLines,
  splitLines,
  splitSnippets,
} from './snippets.ts';
import { studyShape } from './study.ts';

/** The version of the language that this program reads. */
export const LANGUAGE_VERSION = '1';

export const fileShape = mappingFrom(fileSnippets, 'a skillset file', {
  skillset: {
    shape: {
      kind: 'pattern',
      matches: /^1$/u,
      expected: '1, the version of the skillset language',
      choices: [{ value: LANGUAGE_VERSION, documentation: 'The first version of the skillset language.' }],
    },
    required: true,
    documentation: 'The version of the skillset language: 1.',
    example: '1',
    snippet: ` ${LANGUAGE_VERSION}`,
  },
  title: {
    shape: text,
    documentation: 'The title of the study, as reports show it.',
    example: 'Rhetoric and reasoning',
  },
  include: {
    shape: anyNumberOf({ kind: 'path' }),
    documentation:
      'Other skillset files, by their paths relative to this one. Their skills, topics and splits can be used here.',
    example: '[library/literary.skillset.yaml]',
    snippet: ' [$0]',
  },
  skills: {
    shape: skillsShape,
    documentation: 'The skills that texts can be asked to show.',
    snippet: itemBelow(skillLines),
  },
  topics: {
    shape: topicsShape,
    documentation: 'What texts can be about: names, or `{ name, aliases }`.',
    snippet: ' [$0]',
  },
  splits: {
    shape: { kind: 'entries', defines: 'split', of: splitShape, snippets: splitSnippets },
    documentation:
      'Named parts of the skills and topics, such as `training` and `held-out`. `all` is always there.',
    snippet: below(splitLines),
  },
  mixes: {
    shape: mixesShape,
    documentation: 'Mixes to try by hand: skills and a topic. Generated texts are written in here.',
    snippet: itemBelow(mixLines),
  },
  study: {
    shape: studyShape,
    documentation: 'What is generated, trained, evaluated and graded, with one seed and one budget.',
    snippet: '\n  $0',
  },
});
