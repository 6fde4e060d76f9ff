/** Problems of names: those that are there twice, and those that lead nowhere. */
export const NAME_GUIDES = {
  'duplicate-skill': {
    means:
      'Two skills have the same name, in one file or in two that are included. Case and spacing do not tell names apart. Rename one, or take it out.',
    wrong:
      'skills:\n  - { name: irony, category: a, definition: The opposite is meant., example: Lovely. }\n  - { name: Irony, category: b, definition: Fate is unkind., example: It rained. }\n',
    right:
      'skills:\n  - { name: irony, category: a, definition: The opposite is meant., example: Lovely. }\n  - { name: irony of fate, category: b, definition: Luck is unkind., example: It rained. }\n',
    fix: 'Takes the second one out, where the entries stand below each other.',
  },
  'duplicate-topic': {
    means: 'The same topic stands twice. Case and spacing do not tell names apart.',
    wrong: 'topics: [Sewing, Chess, sewing]\n',
    right: 'topics: [Sewing, Chess]\n',
    fix: 'Takes the second one out, where the entries stand below each other.',
  },
  'duplicate-split': {
    means: 'Two splits have the same name. Case and spacing do not tell names apart.',
    wrong: 'splits:\n  training: { categories: literary }\n  Training: { categories: rhetorical }\n',
    right: 'splits:\n  training: { categories: literary }\n  held-out: { categories: rhetorical }\n',
  },
  'alias-clash': {
    means:
      'An alias is the name or an alias of another entry too, so a text that uses the word would name both. Leave it out in one place.',
    wrong:
      'skills:\n  - { name: irony, category: a, definition: The opposite is meant., example: Lovely., aliases: [mockery] }\n  - { name: mockery, category: a, definition: Unkind fun., example: What a hat! }\n',
    right:
      'skills:\n  - { name: irony, category: a, definition: The opposite is meant., example: Lovely. }\n  - { name: mockery, category: a, definition: Unkind fun., example: What a hat! }\n',
    fix: 'Takes out the alias.',
  },
  'reserved-split': {
    means:
      '`all` stands for every skill and topic and is always there: a split of your own needs another name.',
    wrong: 'splits:\n  all: { categories: literary }\n',
    right: 'splits:\n  training: { categories: literary }\n',
  },
  'unknown-skill': {
    means:
      'No skill of this name is in the file or in those that it includes. It may be misspelt, or be the alias of a skill: refer to a skill by its name.',
    wrong: 'mixes:\n  - { skills: [irnoy], topic: Sewing }\n',
    right: 'mixes:\n  - { skills: [irony], topic: Sewing }\n',
    fix: 'Changes it to the name that was likely meant, or adds the skill. Where only one name is near, `skillmix check --fix` changes it too.',
  },
  'unknown-topic': {
    means: 'No topic of this name is in the file or in those that it includes.',
    wrong: 'mixes:\n  - { skills: [irony], topic: Sowing }\n',
    right: 'mixes:\n  - { skills: [irony], topic: Sewing }\n',
    fix: 'Changes it to the name that was likely meant, or adds the topic.',
  },
  'unknown-category': {
    means: 'No skill has this category. A category comes into being by a skill that has it.',
    wrong: 'splits:\n  training: { categories: [litterary] }\n',
    right: 'splits:\n  training: { categories: [literary] }\n',
    fix: 'Changes it to the category that was likely meant.',
  },
  'unknown-split': {
    means: 'No split of this name is under `splits:`. `all` is always there.',
    wrong: 'study:\n  evaluate: { splits: [held-out], k: 1, mixes: 2 }\n',
    right: 'study:\n  evaluate: { splits: [all], k: 1, mixes: 2 }\n',
    fix: 'Changes it to the split that was likely meant.',
  },
  'unknown-name': {
    means: 'What a split excludes is neither a skill nor a topic.',
    wrong: 'splits:\n  training: { exclude: [Ches] }\n',
    right: 'splits:\n  training: { exclude: [Chess] }\n',
    fix: 'Changes it to the name that was likely meant, or adds a skill or topic.',
  },
  'unknown-endpoint': {
    means:
      'The part of a model before the slash is an endpoint of the setting `skillmix.endpoints`; `openai`, `anthropic` and `vscode` are always there. It may be misspelt, or the setting be missing on this machine.',
    wrong: 'study:\n  grade: { graders: [openay/gpt-4o] }\n',
    right: 'study:\n  grade: { graders: [openai/gpt-4o] }\n',
    fix: 'Changes the endpoint to the one that was likely meant.',
  },
  'unknown-target': {
    means: 'The setting `skillmix.targets` of this machine has no target of this name.',
    wrong: 'study:\n  train: { base: a/model, target: labb }\n',
    right: 'study:\n  train: { base: a/model, target: lab }\n',
    fix: 'Changes it to the one that was likely meant.',
  },
  'repeated-skill': {
    means: 'A mix holds k different skills, and one of them stands in it twice.',
    wrong: 'mixes:\n  - { skills: [irony, simile, irony], topic: Sewing }\n',
    right: 'mixes:\n  - { skills: [irony, simile], topic: Sewing }\n',
    fix: 'Takes the second one out.',
  },
} as const;
