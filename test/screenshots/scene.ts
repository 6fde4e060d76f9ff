import type { ProviderRequest } from '../support/providerServer/providerRequest.ts';

/** The study in the pictures. Its texts and gradings are written by hand and served by the fake provider. */
export const SCENE = `skillset: 1
title: Rhetoric and reasoning

skills:
  - name: red herring
    category: rhetorical
    definition: Something irrelevant is brought in to draw attention away.
    example: Asked about the deficit, the senator praised the harbour.
  - name: rhetorical question
    category: rhetorical
    definition: A query that is made for its effect and wants no answer.
    example: Who would not like a quieter home?
    check: '\\?'
  - name: metaphor
    category: literary
    definition: One thing is spoken of as if it were another.
    example: The committee room was a beehive by noon.
  - name: modus ponens
    category: logic
    definition: From "if P then Q" and P, the conclusion Q is drawn.
    example: If it rains the match is off; it rains, so it is off.

topics: [Sewing, Beekeeping]

mixes:
  - skills: [red herring, rhetorical question]
    topic: Sewing
  - skills: [metaphor, modus ponens]
    topic: Beekeeping
  - skills: [metaphor]
    topic: Sewing

study:
  grade: { graders: [lab/grader-a, lab/grader-b], rounds: 2 }
`;

interface Grade {
  readonly quote: string;
  readonly reason: string;
  /** Of the rounds in order: 0 or 1. */
  readonly points: readonly [0 | 1, 0 | 1];
}

interface Text {
  readonly text: string;
  readonly grades: { readonly [criterion: string]: Grade };
}

const TEXTS: { readonly [topicAndSkill: string]: Text } = {
  'Sewing red herring': {
    text: 'You ask why the hem came loose, but who could think of hems when my roses have just come into bloom?',
    grades: {
      'skill: red herring': {
        quote: 'my roses have just come into bloom',
        reason: 'The roses have nothing to do with the hem: they turn the reader away from the complaint.',
        points: [1, 1],
      },
      'skill: rhetorical question': {
        quote: 'who could think of hems',
        reason: 'It is asked for effect, and no answer is wanted.',
        points: [1, 1],
      },
      topic: {
        quote: 'why the hem came loose',
        reason: 'A loose hem is a matter of sewing.',
        points: [1, 1],
      },
      sense: { quote: '', reason: 'The text reads as one natural reply.', points: [1, 1] },
    },
  },
  'Beekeeping metaphor': {
    text: 'If the queen is gone the hive falls silent; she is gone, and the hive is a church on a Monday.',
    grades: {
      'skill: metaphor': {
        quote: 'the hive is a church on a Monday',
        reason: 'The hive is spoken of as an empty church.',
        points: [1, 1],
      },
      'skill: modus ponens': {
        quote: 'If the queen is gone the hive falls silent; she is gone',
        reason: 'Rule and condition are there, but the conclusion is left to a picture and not drawn.',
        points: [0, 1],
      },
      topic: { quote: 'the queen', reason: 'It is about the queen of a hive.', points: [1, 1] },
      sense: { quote: '', reason: 'Short, clear and of one piece.', points: [1, 1] },
    },
  },
  'Sewing metaphor': {
    text: 'Her needle was a small silver fish that leapt in and out of the linen.',
    grades: {
      'skill: metaphor': {
        quote: 'a small silver fish',
        reason: 'The needle is spoken of as a fish.',
        points: [1, 1],
      },
      topic: { quote: 'Her needle', reason: 'A needle in linen: sewing.', points: [1, 1] },
      sense: { quote: '', reason: 'One vivid, natural sentence.', points: [1, 1] },
    },
  },
};

const rounds = new Map<string, number>();

/** What the fake provider says in the pictures. */
export function sceneReply(request: ProviderRequest): string {
  const prompt = request.messages.map(({ content }) => content).join('\n');
  const scene = Object.entries(TEXTS).find(([key]) => isAbout(prompt, key))?.[1];
  if (scene === undefined) return 'Answer: (no text for this mix)\nExplanation: none.';
  if (request.schema === undefined)
    return `Answer: ${scene.text}\nExplanation: written by hand for a picture.`;
  const asked = `${request.model} ${scene.text}`;
  const round = rounds.get(asked) ?? 0;
  rounds.set(asked, round + 1);
  return grading(prompt, scene, (round % 2) as 0 | 1, request.model);
}

function isAbout(prompt: string, key: string): boolean {
  const [topic = '', ...skill] = key.split(' ');
  return prompt.includes(topic) && prompt.includes(`- ${skill.join(' ')}:`);
}

function grading(prompt: string, { grades }: Text, round: 0 | 1, model: string): string {
  const id = /"id": "([^"]+)"/u.exec(prompt)?.[1];
  const entries = Object.entries(grades).map(([criterion, { quote, reason, points }]) => {
    const point = model === 'grader-b' ? points[1] : points[round];
    return {
      criterion,
      reason: round === 0 ? reason : `${reason} I am sure of it.`,
      quote: point === 1 ? quote : '',
      point,
    };
  });
  return JSON.stringify({ id, grades: entries });
}
