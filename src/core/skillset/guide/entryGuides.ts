/** Problems of keys and values, and of a skill by itself. */
export const ENTRY_GUIDES = {
  'unknown-key': {
    means:
      'The language has no key of this name at this place. It may be misspelt, or indented under the wrong entry.',
    wrong: 'mixes:\n  - skill: [irony]\n    topic: Sewing\n',
    right: 'mixes:\n  - skills: [irony]\n    topic: Sewing\n',
    fix: 'Changes it to the key that was likely meant.',
  },
  'missing-key': {
    means: 'An entry lacks a key that it cannot do without.',
    wrong: 'mixes:\n  - skills: [irony]\n',
    right: 'mixes:\n  - skills: [irony]\n    topic: Sewing\n',
    fix: 'Adds the keys, without values: what they say is for you to write. `skillmix check --fix` adds `skillset: 1`.',
  },
  'duplicate-key': {
    means:
      'The same key stands twice in one entry, so that one of the values would be lost. Keep one of them.',
    wrong: 'mixes:\n  - skills: [irony]\n    topic: Sewing\n    topic: Chess\n',
    right: 'mixes:\n  - skills: [irony]\n    topic: Chess\n',
  },
  'wrong-type': {
    means:
      'A list, a mapping, a number or a text stands where another of these belongs. Numbers, `true` and `false` are written without quotes.',
    wrong: 'study:\n  seed: "10"\n',
    right: 'study:\n  seed: 10\n',
  },
  'bad-value': {
    means:
      'The value is of the right kind, and not one of those that are allowed here, or outside of their bounds.',
    wrong: 'study:\n  budget: 50 EUR\n',
    right: 'study:\n  budget: 50 USD\n',
    fix: 'Changes a misspelt value to the one that was likely meant.',
  },
  'empty-value': {
    means: 'A key is there without a value. Write one, or leave the key out.',
    wrong: 'title:\n',
    right: 'title: A study\n',
  },
  'named-in-definition': {
    means:
      'The definition of a skill uses the name or an alias of the skill, so it explains nothing, and it puts the word into the mind of a student who loses the point by naming the skill.',
    wrong:
      'skills:\n  - name: litotes\n    category: rhetorical\n    definition: A litotes denies the opposite.\n    example: Not bad.\n',
    right:
      'skills:\n  - name: litotes\n    category: rhetorical\n    definition: Something is said by denying its opposite.\n    example: Not bad.\n',
  },
  'bad-check': {
    means:
      'The `check` cannot be used by the rule grader: it is no regular expression, it matches the empty text, or it uses what can take forever (looking ahead or behind with `(?=`, `(?!`, `(?<=`, `(?<!`, and references back to a group with `\\1`). Checks run in time that grows with the text only, so that none can run away. Put it in single quotes.',
    wrong:
      "skills:\n  - name: repetition\n    category: rhetorical\n    definition: A word comes twice in a row.\n    example: Never, never.\n    check: '(\\w+), \\1'\n",
    right:
      "skills:\n  - name: repetition\n    category: rhetorical\n    definition: A word comes twice in a row.\n    example: Never, never.\n    check: 'never, never|very, very'\n",
  },
  'example-fails-check': {
    means:
      'The rule grader would give the example of the skill no point. Either the example does not show the skill, or the check looks for something else.',
    wrong:
      "skills:\n  - name: question\n    category: rhetorical\n    definition: Something is asked for effect.\n    example: Who knows.\n    check: '\\?'\n",
    right:
      "skills:\n  - name: question\n    category: rhetorical\n    definition: Something is asked for effect.\n    example: Who knows?\n    check: '\\?'\n",
  },
  'broad-check': {
    means:
      'The check matches more than half of the examples of other skills, so nearly every text would earn the point. Ask for something that only this skill has.',
  },
  'near-duplicate-skill': {
    means:
      'The names of two skills have the same words, in another order or with other marks. They are likely one skill; as two they would be drawn into the same mix, and a result on one would be a result on the other.',
    wrong:
      'skills:\n  - { name: dramatic irony, category: a, definition: The reader knows more., example: He smiled. }\n  - { name: irony (dramatic), category: a, definition: The hero knows less., example: She waved. }\n',
    right:
      'skills:\n  - { name: dramatic irony, category: a, definition: The reader knows more., example: He smiled., aliases: [irony (dramatic)] }\n',
    fix: 'Keeps the first skill, makes the names of the other its aliases, and corrects what refers to them.',
  },
} as const;
