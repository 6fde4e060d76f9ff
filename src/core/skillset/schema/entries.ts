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
  oneOrMore,
  referenceTo,
  type Shape,
  text,
} from './shape.ts';

export const skillShape = mapping('a skill', {
  name: {
    shape: definitionOf('skill'),
    required: true,
    documentation:
      'The name by which mixes and splits refer to the skill. Case and spacing do not tell two names apart.',
  },
  category: {
    shape: { kind: 'name', of: ['category'], role: 'definition' },
    required: true,
    documentation: 'The group that the skill belongs to. Splits divide the skills by category.',
  },
  definition: {
    shape: text,
    required: true,
    documentation:
      'What the skill is, in a sentence that does not use its name. Students and graders read it.',
  },
  example: {
    shape: text,
    required: true,
    documentation: 'A short text that shows the skill. Students and graders read it.',
  },
  aliases: {
    shape: anyNumberOf(aliasOf('skill')),
    documentation:
      'Other forms that count as naming the skill. A text that names a skill does not earn its point.',
    snippet: ' [$0]',
  },
  common: {
    shape: boolean,
    documentation:
      'Whether the skill is frequent in ordinary text, so that the hardest evaluations leave it out. Default: false.',
  },
  check: {
    shape: { kind: 'check' },
    documentation:
      "A regular expression (ECMAScript, flags `i` and `u`) that a text showing the skill matches. A skill with a check can be graded by the rule grader. Write it in single quotes, such as `'\\?'`.",
    snippet: " '$0'",
  },
});

export const topicShape: Shape = {
  kind: 'either',
  scalar: definitionOf('topic'),
  mapping: mapping('a topic', {
    name: {
      shape: definitionOf('topic'),
      required: true,
      documentation: 'The name by which mixes and splits refer to the topic.',
    },
    aliases: {
      shape: anyNumberOf(aliasOf('topic')),
      documentation: 'Other words that show that a text is on the topic, for the rule grader.',
      snippet: ' [$0]',
    },
  }),
};

export const splitShape = mapping('a split', {
  categories: {
    shape: oneOrMore(referenceTo('category')),
    documentation: 'The categories whose skills belong to the split. Default: every category.',
    snippet: ' [$0]',
  },
  skills: {
    shape: oneOrMore(referenceTo('skill')),
    documentation: 'The skills of the split, by name. Default: every skill of its categories.',
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
    documentation:
      'The topics of the split: `all`, a share such as `50%`, the `rest`, or a list of names. Default: all.',
  },
  exclude: {
    shape: anyNumberOf(referenceTo('skill', 'topic')),
    documentation: 'Skills and topics that the split leaves out, by name.',
    snippet: ' [$0]',
  },
});

export const mixShape = mapping('a mix', {
  skills: {
    shape: filledListOf(referenceTo('skill')),
    required: true,
    documentation: 'The skills that the text has to show, by name, each once.',
    snippet: ' [$0]',
  },
  topic: {
    shape: referenceTo('topic'),
    required: true,
    documentation: 'The topic that the text has to be about, by name.',
  },
  text: {
    shape: text,
    documentation: 'The text for this mix: written here by hand or by *Generate*.',
    snippet: ' |\n  $0',
  },
});

export const skillsShape = listOf(skillShape);
export const topicsShape = listOf(topicShape);
export const mixesShape = listOf(mixShape);
