/** Files that use every part of the language, in several styles. */
export const STUDY = `# A study
skillset: 1
title: Rhetoric and reasoning

skills:
  - name: red herring
    category: rhetorical
    definition: Bringing in something irrelevant to draw attention away from the question.
    example: Asked about the deficit, the senator praised the strength of local communities.
    aliases: [ignoratio elenchi]   # other forms
    common: false
  # between two skills
  - name: rhetorical question
    category: rhetorical
    definition: >
      Something asked for effect,
      not for an answer.
    example: "Who doesn't want a quieter home?"
    check: '\\?'

  - { name: "modus ponens (logic)", category: logic, definition: From p and p implies q follows q., example: 'If it rains, the street is wet. It rains.' }

topics: [Sewing, Beekeeping, "Food, drink & wine"]

splits:
  training: { categories: [rhetorical], topics: 50% }
  held-out:
    categories: [logic]
    topics: rest
    exclude: [Sewing]

mixes:                      # by hand
- skills: [red herring, rhetorical question]
  topic: Sewing
  text: |
    Who sews?

      - name: not an entry
    # not a comment
- skills:
    - red herring
    - modus ponens (logic)
  topic: "Food, drink & wine"

study:
  seed: 10
  data:
    student: openai/gpt-4o
    keep: full-marks
    parts:
      - { k: 1, skills: all, topics: training, attempts: 5 }
      - { k: 2, split: training, attempts: 2 }
  train:
    base: mistralai/Mistral-7B-Instruct-v0.2
    engine: trl
    learningRate: 2e-5
  evaluate: { splits: [training, all], k: [1, 2], mixes: 2, generations: 3 }
  grade: { graders: [openai/gpt-4o, rule], rounds: 3, nameRule: true }
  budget: 50 USD
`;

export const LIBRARY = `---
skillset: 1
skills:
    -   name: irony
        category: literary
        definition: "Saying the
          opposite of what is meant."
        example: |-
          Lovely weather,
           he said in the storm.
    -
        name: simile
        category: literary
        definition: A comparison with "like" or "as".
        example: As busy as a bee.
topics:
  - Urbanism
  - name: Chess
    aliases: [checkmate, gambit]
  - 'Rock ''n'' roll'
mixes: []
`;

export const ANCHORED = `skillset: 1
skills:
  - &base
    name: first
    category: logic
    definition: &text One thing after another.
    example: A.
  - name: second
    category: logic
    definition: *text
    example: *text
topics: [&t Sewing]
mixes:
  - skills: [first]
    topic: *t
`;

export const SAMPLES: readonly string[] = [
  STUDY,
  LIBRARY,
  ANCHORED,
  STUDY.replaceAll('\n', '\r\n'),
  `\uFEFF${LIBRARY}`,
];
