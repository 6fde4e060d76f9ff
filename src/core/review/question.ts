import type { ReviewCriterion, ReviewQuestion } from '../../protocol/review.ts';
import { type Criterion, criteriaOf, criterionId } from '../grading/criterion.ts';
import { sentenceLimit } from '../mixes/mix.ts';
import type { MixRecord, Sample } from '../runs/records.ts';

/**
 * What a person is asked about a text, in the order of `criteriaOf`. It is built from the text and the mix alone, so
 * that nothing of the student or of anybody's points can be in it.
 */
export function questionOf(sample: Pick<Sample, 'id' | 'mix'>, text: string): ReviewQuestion {
  return {
    sampleId: sample.id,
    text,
    criteria: criteriaOf(sample.mix).map((criterion) => ({
      id: criterionId(criterion),
      ...asked(criterion, sample.mix),
    })),
  };
}

function asked(criterion: Criterion, { skills, topic }: MixRecord): Omit<ReviewCriterion, 'id'> {
  if (criterion.kind === 'topic')
    return { label: `Topic: ${topic.name}`, question: `Is the text about ${topic.name}?` };
  if (criterion.kind === 'sense')
    return { label: 'Sense', question: 'Does the text make sense as a piece of writing?' };
  if (criterion.kind === 'length') {
    const limit = sentenceLimit(skills.length);
    const most = limit === 1 ? 'one sentence' : `${limit} sentences`;
    return { label: 'Length', question: `Has the text at most ${most}?` };
  }
  const skill = skills.find(({ name }) => name === criterion.skill);
  return {
    label: criterion.skill,
    question: 'Does the text show this skill?',
    ...(skill === undefined || skill.definition === '' ? {} : { definition: skill.definition }),
    ...(skill === undefined || skill.example === '' ? {} : { example: skill.example }),
  };
}
