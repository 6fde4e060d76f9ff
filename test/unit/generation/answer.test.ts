import { describe, expect, it } from 'vitest';
import { extractAnswer } from '../../../src/core/generation/answer.ts';

const NEEDLE = 'The needle dives and rises like a dolphin.';
const WHY = 'The needle is compared with a dolphin.';

describe('extractAnswer finds the text', () => {
  const cases: readonly (readonly [form: string, reply: string, text: string])[] = [
    ['plain', `Answer: ${NEEDLE}\nExplanation: ${WHY}`, NEEDLE],
    ['lower case', `answer: ${NEEDLE}\n\nexplanation: ${WHY}`, NEEDLE],
    ['upper case', `ANSWER: ${NEEDLE}\nEXPLANATION: ${WHY}`, NEEDLE],
    ['bold label, colon inside', `**Answer:** ${NEEDLE}\n\n**Explanation:** ${WHY}`, NEEDLE],
    ['bold label, colon outside', `**Answer**: ${NEEDLE}\n\n**Explanation**: ${WHY}`, NEEDLE],
    ['bold label without colon', `**Answer**\n${NEEDLE}\n\n**Explanation**\n${WHY}`, NEEDLE],
    ['heading', `### Answer\n\n${NEEDLE}\n\n### Explanation\n\n${WHY}`, NEEDLE],
    ['heading with colon', `## Answer:\n${NEEDLE}\n## Explanation:\n${WHY}`, NEEDLE],
    ['bold heading', `### **Answer:**\n${NEEDLE}\n### **Explanation:**\n${WHY}`, NEEDLE],
    ['bold label without space', `**Answer:**${NEEDLE}\n**Explanation:**${WHY}`, NEEDLE],
    ['quoted label', `"Answer:" ${NEEDLE}\n"Explanation:" ${WHY}`, NEEDLE],
    ['italic label', `*Answer:* ${NEEDLE}\n*Explanation:* ${WHY}`, NEEDLE],
    ['underscored label', `__Answer:__ ${NEEDLE}\n__Explanation:__ ${WHY}`, NEEDLE],
    ['space before the colon', `Answer : ${NEEDLE}\nExplanation : ${WHY}`, NEEDLE],
    ['full-width colon', `Answer：${NEEDLE}\nExplanation：${WHY}`, NEEDLE],
    ['bulleted labels', `- Answer: ${NEEDLE}\n- Explanation: ${WHY}`, NEEDLE],
    ['numbered labels', `1. Answer: ${NEEDLE}\n2. Explanation: ${WHY}`, NEEDLE],
    ['label in a block quote', `> Answer: ${NEEDLE}\n>\n> Explanation: ${WHY}`, NEEDLE],
    ['block quote below the label', `Answer:\n> ${NEEDLE}\n\nExplanation: ${WHY}`, NEEDLE],
    [
      'preamble before the label',
      `Sure, here's an example:\n\nAnswer: ${NEEDLE}\nExplanation: ${WHY}`,
      NEEDLE,
    ],
    [
      'preamble behind the label',
      `Answer: Sure! Here's an example of a text:\n\n${NEEDLE}\nExplanation: ${WHY}`,
      NEEDLE,
    ],
    ['label in the middle of a line', `Of course! Answer: ${NEEDLE} Explanation: ${WHY}`, NEEDLE],
    ['explanation on the same line', `Answer: ${NEEDLE} Explanation: ${WHY}`, NEEDLE],
    ['bold explanation on the same line', `Answer: ${NEEDLE} **Explanation:** ${WHY}`, NEEDLE],
    ['no explanation', `Answer: ${NEEDLE}`, NEEDLE],
    ['explanation of something', `Answer: ${NEEDLE}\n\nExplanation of the skills used:\n${WHY}`, NEEDLE],
    ['explanation called skills used', `Answer: ${NEEDLE}\n\n**Skills used:**\n${WHY}`, NEEDLE],
    ['Windows line ends', `Answer: \r\n\r\n${NEEDLE}\r\n\r\nExplanation:\r\n${WHY}`, NEEDLE],
    [
      'blank lines within',
      `Answer: Roses wilt.\n\n${NEEDLE}\n\nExplanation: ${WHY}`,
      `Roses wilt.\n\n${NEEDLE}`,
    ],
    ['verse', 'Answer:\nStitch by stitch,\nrow by row.\nExplanation: x', 'Stitch by stitch,\nrow by row.'],
    ['straight quotes round all', `Answer: "${NEEDLE}"\nExplanation: ${WHY}`, NEEDLE],
    ['curly quotes round all', `Answer: “${NEEDLE}”\nExplanation: ${WHY}`, NEEDLE],
    ['guillemets round all', `Answer: «${NEEDLE}»\nExplanation: ${WHY}`, NEEDLE],
    ['single quotes round all', "Answer: 'It's a stitch.'\nExplanation: x", "It's a stitch."],
    ['quotes that close early', `Answer: "Stop!" he said. "Go!"\nExplanation: x`, '"Stop!" he said. "Go!"'],
    ['curly quotes that close early', 'Answer: “Stop!” he said. “Go!”', '“Stop!” he said. “Go!”'],
    ['quotes within quotes', 'Answer: "She said "stop" and left."', 'She said "stop" and left.'],
    ['curly quotes within quotes', 'Answer: “She said “stop” and left.”', 'She said “stop” and left.'],
    ['two quoted paragraphs', 'Answer: "One."\n\n"Two."\nExplanation: x', '"One."\n\n"Two."'],
    ['a quote that never closes', 'Answer: "The hem is long.\nExplanation: x', '"The hem is long.'],
    ['a final quote only', 'Answer: He said "stop."\nExplanation: x', 'He said "stop."'],
    ['fence round the answer', `Answer:\n\`\`\`\n${NEEDLE}\n\`\`\`\nExplanation: ${WHY}`, NEEDLE],
    ['fence with a language', `Answer:\n\`\`\`text\n${NEEDLE}\n\`\`\`\nExplanation: ${WHY}`, NEEDLE],
    ['fence round everything', `\`\`\`\nAnswer: ${NEEDLE}\nExplanation: ${WHY}\n\`\`\``, NEEDLE],
    ['emphasis round all', `Answer: *${NEEDLE}*\nExplanation: ${WHY}`, NEEDLE],
    ['bold and quotes round all', `Answer: **"${NEEDLE}"**\nExplanation: ${WHY}`, NEEDLE],
    ['emphasis that opens before the label', `**Answer: ${NEEDLE}**\n\nExplanation: ${WHY}`, NEEDLE],
    ['emphasis within stays', 'Answer: *Never* say *never*.', '*Never* say *never*.'],
    ['a quote that opens before the label', `"Answer: ${NEEDLE}"\n\nMetaphor: it says "dolphin".`, NEEDLE],
    ['rules round the answer', `---\nAnswer: ${NEEDLE}\n\n---\n\nExplanation: ${WHY}`, NEEDLE],
    ['closing remark', `Answer: ${NEEDLE}\n\nI hope this helps! Let me know.`, NEEDLE],
    ['chat tokens', `Answer: ${NEEDLE}</s>`, NEEDLE],
    ['improved label', `Improved answer: ${NEEDLE}\nExplanation: ${WHY}`, NEEDLE],
    ['remark in the label', `Answer (improved): ${NEEDLE}\nExplanation: ${WHY}`, NEEDLE],
    ['improved version', `**Improved version:**\n${NEEDLE}\n\n**Explanation:**\n${WHY}`, NEEDLE],
    ['reasoning before', `<think>Answer: not this</think>\nAnswer: ${NEEDLE}\nExplanation: ${WHY}`, NEEDLE],
    ['reasoning whose opening the template held', `maybe Answer: no\n</think>\n\nAnswer: ${NEEDLE}`, NEEDLE],
    [
      'a reasoning tag within the text',
      `Answer: He wrote </think> on it.\nExplanation: x`,
      'He wrote </think> on it.',
    ],
    ['two reasoning blocks', `<think>a</think>\n<think>b</think>\nAnswer: ${NEEDLE}`, NEEDLE],
    ['explanation first', `Explanation: ${WHY}\nAnswer: ${NEEDLE}`, NEEDLE],
    [
      'the word answer within',
      'Answer: What is the answer? The answer is thread.',
      'What is the answer? The answer is thread.',
    ],
    ['a legitimate sentence in brackets', 'Answer: (He sewed, and he sighed.)', '(He sewed, and he sighed.)'],
    ['a text that begins like a preamble', 'Answer: Sure, I sew.\nExplanation: x', 'Sure, I sew.'],
    [
      'a text that begins with here is',
      'Answer: Here is the thread: it is red.',
      'Here is the thread: it is red.',
    ],
    ['a dialogue with user lines', 'Answer:\nUser: Hi.\nBot: Sew!\nExplanation: x', 'User: Hi.\nBot: Sew!'],
  ];
  it.each(cases)('%s', (_, reply, text) => {
    expect(extractAnswer(reply)).toMatchObject({ kind: 'answer', text });
  });
});

describe('of several answers', () => {
  const cases: readonly (readonly [form: string, reply: string, text: string])[] = [
    ['the last counts', `Answer: Old.\nExplanation: x\n\nAnswer: ${NEEDLE}\nExplanation: ${WHY}`, NEEDLE],
    ['the improved one counts', `Improved answer: ${NEEDLE}\nExplanation: x\n\nAnswer: Other.`, NEEDLE],
    ['the original never counts', `Improved answer: ${NEEDLE}\nOriginal answer: Old.`, NEEDLE],
    ['an empty last one does not count', `Answer: ${NEEDLE}\nExplanation: x\nAnswer:`, NEEDLE],
    ['a placeholder does not count', `Answer: ${NEEDLE}\nFinal answer: [your text here]`, NEEDLE],
    [
      'one in a played user turn does not count',
      `Answer: ${NEEDLE}\nExplanation: ${WHY}\n\nUser: Thanks! Again?\nAnswer: Another.`,
      NEEDLE,
    ],
    [
      'one behind a chat marker does not count',
      `Answer: ${NEEDLE}\n[INST] more [/INST]\nAnswer: Another.`,
      NEEDLE,
    ],
  ];
  it.each(cases)('%s', (_, reply, text) => {
    expect(extractAnswer(reply)).toMatchObject({ kind: 'answer', text });
  });

  it('takes the explanation that belongs to the chosen answer', () => {
    const reply = 'Answer: Old.\nExplanation: old.\nAnswer: New.\nExplanation: new.';
    expect(extractAnswer(reply)).toEqual({ kind: 'answer', text: 'New.', explanation: 'new.' });
  });
});

describe('extractAnswer tells why a reply is unusable', () => {
  const cases: readonly (readonly [form: string, reply: string, why: string])[] = [
    ['an empty reply', ' \n', 'the reply is empty'],
    ['no label', `Sure! ${NEEDLE}`, 'the reply has no "Answer:"'],
    ['an explanation only', `Explanation: ${WHY}`, 'the reply has no "Answer:"'],
    ['an empty answer', `Answer:\n\nExplanation: ${WHY}`, 'nothing stands after "Answer:"'],
    ['an answer of quotes', 'Answer: ""\nExplanation: x', 'nothing stands after "Answer:"'],
    ['an empty fence', 'Answer:\n```\n```\nExplanation: x', 'nothing stands after "Answer:"'],
    [
      'a preamble',
      "Answer: Sure, here's an example:\n\nExplanation: x",
      'only a preamble stands after "Answer:"',
    ],
    [
      'a long preamble',
      "Answer: Of course, I'd be happy to help! Here is a short piece of text on knots:\n\nExplanation: x",
      'only a preamble stands after "Answer:"',
    ],
    [
      'a placeholder in brackets',
      'Answer: [insert text]\nExplanation: x',
      'only a placeholder stands after "Answer:"',
    ],
    [
      'a placeholder in angles',
      'Answer: <your text>\nExplanation: x',
      'only a placeholder stands after "Answer:"',
    ],
    ['the label itself', 'Answer: "Answer:"', 'only a placeholder stands after "Answer:"'],
    ['not available', 'Answer: N/A', 'only a placeholder stands after "Answer:"'],
    ['the words of the request', 'Answer: your text here', 'only a placeholder stands after "Answer:"'],
    ['dots', 'Answer: ...\nExplanation: x', 'no words stand after "Answer:"'],
    ['an original answer only', `Original answer: ${NEEDLE}`, 'the reply has no "Answer:"'],
    ['reasoning that never ends', '<think>Answer: hm', 'the reply holds reasoning and no answer'],
  ];
  it.each(cases)('%s', (_, reply, why) => {
    expect(extractAnswer(reply)).toEqual({ kind: 'unusable', why });
  });
});

it('leaves the explanation out where there is none', () => {
  expect(extractAnswer(`Answer: ${NEEDLE}`)).toEqual({ kind: 'answer', text: NEEDLE });
});

it('reads a long reply of spaces and marks without stalling', () => {
  const reply = `Answer: ${' *_"'.repeat(20_000)}x\nExplanation: ${'\n '.repeat(20_000)}y`;
  expect(extractAnswer(reply).kind).toBe('answer');
});
