/** Problems of splits and of the study: what is drawn, from where, and what it shows. */
const SPLITS = `splits:
  training: { categories: literary, topics: [Sewing] }
  held-out: { categories: rhetorical, topics: [Chess] }
`;

export const STUDY_GUIDES = {
  'empty-split': {
    means:
      'No skill, or no topic, is left in the split, so no mix can be drawn from it. The categories may be misspelt, or everything is excluded.',
    wrong: 'splits:\n  training: { categories: literary, exclude: [irony] }\n',
    right: 'splits:\n  training: { categories: literary }\n',
  },
  'overlapping-splits': {
    means:
      'Two splits share skills, so neither is held out from the other. That may be meant. A split of every skill is not told.',
    wrong: 'splits:\n  training: { skills: [irony] }\n  held-out: { categories: [literary] }\n',
    right: 'splits:\n  training: { categories: [literary] }\n  held-out: { categories: [rhetorical] }\n',
  },
  'k-out-of-range': {
    means:
      'A mix holds k different skills, and the split that it is drawn from has fewer. Lower k, or add skills.',
    wrong: 'study:\n  evaluate: { splits: all, k: 3, mixes: 2 }\n',
    right: 'study:\n  evaluate: { splits: all, k: 2, mixes: 2 }\n',
    fix: 'Lowers the k of a part of the data to the number of skills.',
  },
  'too-few-mixes': {
    means:
      'There are fewer different mixes (choices of k skills, times topics) than are asked for, and none is drawn twice. Ask for fewer, add skills or topics, or write `repeats: true`.',
    wrong: 'study:\n  evaluate: { splits: all, k: 2, mixes: 100 }\n',
    right: 'study:\n  evaluate: { splits: all, k: 2, mixes: 2 }\n',
    fix: 'Lowers the number to that of the mixes that there are.',
  },
  'leak-in-combination': {
    means:
      'Skills of a split that the study evaluates on, and that the data does not draw from by name, are in the data in combination with others. Results on the split then do not show what a student does with skills that it never combined.',
    wrong: `${SPLITS}study:
  data: { parts: [{ k: 2, attempts: 2 }] }
  evaluate: { splits: [held-out], k: 1, mixes: 1 }
`,
    right: `${SPLITS}study:
  data: { parts: [{ k: 1, split: training, attempts: 1 }] }
  evaluate: { splits: [held-out], k: 1, mixes: 1 }
`,
  },
  'leak-alone': {
    means:
      'Skills of an evaluated split are in the data alone (k = 1), and in no combination. That is how the SKILL-MIX study of fine-tuning does it: results on the split show whether skills are combined that were only seen one at a time. They do not show how a skill is learnt that was never seen.',
    wrong: `${SPLITS}study:
  data: { parts: [{ k: 1, skills: all, topics: training, attempts: 2 }] }
  evaluate: { splits: [held-out], k: 1, mixes: 1 }
`,
    right: `${SPLITS}study:
  data: { parts: [{ k: 1, split: training, attempts: 1 }] }
  evaluate: { splits: [held-out], k: 1, mixes: 1 }
`,
  },
  'leak-of-topics': {
    means:
      'Topics of an evaluated split are in the data. Give the two splits different topics, such as a share `50%` and the `rest`.',
    wrong: `${SPLITS}study:
  data: { parts: [{ k: 1, skills: training, topics: all, attempts: 2 }] }
  evaluate: { splits: [held-out], k: 1, mixes: 1 }
`,
    right: `${SPLITS}study:
  data: { parts: [{ k: 1, split: training, attempts: 1 }] }
  evaluate: { splits: [held-out], k: 1, mixes: 1 }
`,
  },
  'trained-k': {
    means:
      'The data has mixes of this size too. Results there are worth having, and say how well a student does what it was trained on; whether it combines more skills than it ever did shows at a larger k only.',
    wrong: `study:
  data: { parts: [{ k: 1, attempts: 2 }] }
  evaluate: { splits: all, k: [1, 2], mixes: 2 }
`,
    right: `study:
  data: { parts: [{ k: 1, attempts: 2 }] }
  evaluate: { splits: all, k: [2], mixes: 2 }
`,
  },
  'budget-too-small': {
    means:
      'By the prices that are known, data and evaluation take more from their beginning than the budget allows. Runs stop before they would use more, and can be gone on with later. The figure is rough: `skillmix plan` counts exactly, with what is stored already.',
    wrong: 'study:\n  evaluate: { splits: all, k: 2, mixes: 2 }\n  budget: 1 USD\n',
    right: 'study:\n  evaluate: { splits: all, k: 2, mixes: 2 }\n  budget: 500 USD\n',
  },
  'unused-skill': {
    means:
      'The study never draws this skill, and no mix of the file has it. It may be in no split that the study names.',
    wrong: `${SPLITS}study:\n  evaluate: { splits: [training], k: 1, mixes: 1 }\n`,
    right: `${SPLITS}study:\n  evaluate: { splits: [training, held-out], k: 1, mixes: 1 }\n`,
  },
  'unused-topic': {
    means: 'The study never draws this topic, and no mix of the file has it.',
    wrong: `${SPLITS}study:\n  evaluate: { splits: [training], k: 1, mixes: 1 }\n`,
    right: `${SPLITS}study:\n  evaluate: { splits: [training, held-out], k: 1, mixes: 1 }\n`,
  },
} as const;
