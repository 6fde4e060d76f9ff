import { firstTurn, secondTurn } from '../../core/generation/prompts.ts';
import { gradedCriteria } from '../../core/grading/gradedCriteria.ts';
import { graderRequest } from '../../core/grading/graderPrompt.ts';
import type { Mix } from '../../core/mixes/mix.ts';
import type { Skill } from '../../core/skillset/skillset.ts';
import { toColumn } from './pointsColumn.ts';

/** What today's prompts and their replies say every time, in one text. It is made from them: none of it is a copy. */
export function promptPhrases(): string {
  phrases ??= createPhrases();
  return phrases;
}

let phrases: string | undefined;

function createPhrases(): string {
  const messages = [
    ...graderRequest(MIX, '', 1).messages,
    ...secondTurn(MIX, firstTurn(MIX), 'Answer: \n\nExplanation: '),
  ];
  return [...messages.map(({ content }) => content), pointsOf(MIX), gradingOf(MIX)].join('\n');
}

/** What a column of points looks like. */
function pointsOf(mix: Mix): string {
  return toColumn(
    gradedCriteria(mix).map(({ criterion }) => ({
      criterion,
      point: 1,
      reason: '',
      quote: '',
      quoteFound: true,
      named: false,
    })),
  );
}

/** What a reply of a grader looks like. */
function gradingOf(mix: Mix): string {
  const grades = gradedCriteria(mix).map(({ name }, index) => [
    `c${index + 1}`,
    { criterion: name, reason: '', quote: '', point: 1 },
  ]);
  return JSON.stringify({ id: '', grades: Object.fromEntries(grades) });
}

/** Its names are short, so that the phrases around them are close together. */
const MIX: Mix = { skills: ['a', 'b', 'c'].map(skillCalled), topic: { name: '', aliases: [] } };

function skillCalled(name: string): Skill {
  return { name, category: '', definition: '', example: '', aliases: [], common: false };
}
