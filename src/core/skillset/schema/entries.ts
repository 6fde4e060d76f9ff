/** What stands in `skills:`, `topics:`, `splits:` and `mixes:`. */
import {
  aliasOf,
  anyNumberOf,
  boolean,
  choicesOf,
  definitionOf,
  filledListOf,
  listOf,
  mapping,
  mappingFrom,
  oneOrMore,
  referenceTo,
  type Shape,
  text,
} from './shape.ts';
import { mixSnippets, skillSnippets, topicSnippets } from './snippets.ts';

export const skillShape = mappingFrom(skillSnippets, 'a skill', {
  name: {
    shape: definitionOf('skill'),
    required: true,
    documentation:
      'The name by which mixes and splits refer to the skill. Case and spacing do not tell two names apart.',
    example: 'red herring',
  },
  category: {
    shape: { kind: 'name', of: ['category'], role: 'definition' },
    required: true,
    documentation: 'The group that the skill belongs to. Splits divide the skills by category.',
    example: 'rhetorical',
  },
  definition: {
    shape: text,
    required: true,
    documentation:
      'What the skill is, in a sentence that does not use its name. Students and graders read it.',
    example: 'Something irrelevant is brought in to draw attention away from the question.',
  },
  example: {
    shape: text,
    required: true,
    documentation: 'A short text that shows the skill. Students and graders read it.',
    example: 'Asked about the deficit, the senator praised the local choir.',
  },
  aliases: {
    shape: anyNumberOf(aliasOf('skill')),
    documentation:
      'Other forms that count as naming the skill. A text that names a skill does not earn its point.',
    example: '[ignoratio elenchi]',
    snippet: ' [$0]',
  },
  common: {
    shape: boolean,
    documentation:
      'Whether the skill is frequent in ordinary text, so that the hardest evaluations leave it out.',
    byDefault: 'false',
    example: 'true',
  },
  check: {
    shape: { kind: 'check' },
    documentation:
      "A regular expression (ECMAScript, flags `i` and `u`) that a text showing the skill matches. A skill with a check can be graded by the rule grader. Write it in single quotes, such as `'\\?'`.",
    example: "'\\?'",
    snippet: " '$0'",
  },
});

export const topicShape: Shape = {
  kind: 'either',
  scalar: definitionOf('topic', topicSnippets),
  mapping: mapping('a topic', {
    name: {
      shape: definitionOf('topic'),
      required: true,
      documentation: 'The name by which mixes and splits refer to the topic.',
      example: 'Beekeeping',
    },
    aliases: {
      shape: anyNumberOf(aliasOf('topic')),
      documentation: 'Other words that show that a text is on the topic, for the rule grader.',
      example: '[hive, honey]',
      snippet: ' [$0]',
    },
  }),
};

export const splitShape = mapping('a split', {
  categories: {
    shape: oneOrMore(referenceTo('category')),
    documentation: 'The categories whose skills belong to the split.',
    byDefault: 'every category',
    example: '[literary, rhetorical]',
    snippet: ' [$0]',
  },
  skills: {
    shape: oneOrMore(referenceTo('skill')),
    documentation: 'The skills of the split, by name.',
    byDefault: 'every skill of its categories',
    example: '[red herring, rhetorical question]',
    snippet: ' [$0]',
  },
  topics: {
    shape: {
      kind: 'either',
      scalar: {
        kind: 'pattern',
        matches: /^(?:all|rest|(?:100|\d{1,2})(?:\.\d+)?%)$/u,
        expected: '"all", "rest", a share such as "50%", or a list of topics',
        choices: choicesOf({
          all: 'Every topic.',
          rest: 'The topics that no split with a share has drawn.',
          '50%': "A share of all topics, drawn with the study's seed.",
        }),
      },
      list: filledListOf(referenceTo('topic')),
    },
    documentation: 'The topics of the split: `all`, a share such as `50%`, the `rest`, or a list of names.',
    byDefault: 'all',
    example: '50%',
  },
  exclude: {
    shape: anyNumberOf(referenceTo('skill', 'topic')),
    documentation: 'Skills and topics that the split leaves out, by name.',
    example: '[simile, Sewing]',
    snippet: ' [$0]',
  },
});

export const mixShape = mappingFrom(mixSnippets, 'a mix', {
  skills: {
    shape: filledListOf(referenceTo('skill')),
    required: true,
    documentation: 'The skills that the text has to show, by name, each once.',
    example: '[red herring, rhetorical question]',
    snippet: ' [$0]',
  },
  topic: {
    shape: referenceTo('topic'),
    required: true,
    documentation: 'The topic that the text has to be about, by name.',
    example: 'Beekeeping',
  },
  text: {
    shape: text,
    documentation: 'The text for this mix: written here by hand or by *Generate*.',
    example: 'Who needs honey? Consider the roads instead.',
    snippet: ' |\n  $0',
  },
});

export const skillsShape = listOf(skillShape);
export const topicsShape = listOf(topicShape);
export const mixesShape = listOf(mixShape);
