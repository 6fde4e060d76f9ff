import type { CriterionView, RoundView, SampleDetail, VerdictView } from '../../protocol/panel.ts';
import { type Criterion, criteriaOf, criterionId } from '../grading/criterion.ts';
import { type QuoteFinder, quoteFinder } from '../grading/evidence.ts';
import { namedSkills } from '../grading/nameRule.ts';
import { roundAlarms, verdictOf } from '../grading/verdict.ts';
import { votingRounds } from '../grading/votingRounds.ts';
import { correctedVerdict } from '../review/correctedVerdict.ts';
import { wordsOf } from '../review/words.ts';
import type { Grading, Review, Sample } from '../runs/records.ts';
import { criterionLabel } from './criterionLabel.ts';
import { gradersOf } from './groupBySample.ts';
import { sampleView } from './sampleView.ts';

interface DetailOptions {
  readonly nameRule: boolean;
  readonly graders: readonly string[];
  readonly isInFile: (sample: Sample) => boolean;
  /** Of this sample, oldest first. */
  readonly reviews?: readonly Review[];
  /** The verdict in the head is with the corrections of these. */
  readonly isCorrected?: boolean;
}

/** One sample with every round's point, words and reason, criterion by criterion. */
export function sampleDetail(
  sample: Sample,
  gradings: readonly Grading[],
  options: DetailOptions,
): SampleDetail {
  const graders = gradersOf(gradings, options.graders);
  const byGrader = graders.map((grader) => ({
    grader,
    own: votingRounds(gradings.filter((grading) => grading.grader === grader)),
  }));
  const { result, draft } = sample;
  const alarms = byGrader.flatMap(({ own }) => roundAlarms(own));
  return {
    sample: sampleView(sample, gradings, { ...options, reviews: options.isCorrected ? options.reviews : [] }),
    ...(result.kind === 'text' && result.explanation !== undefined
      ? { explanation: result.explanation }
      : {}),
    ...(draft === undefined ? {} : { draft }),
    criteria: criteriaOf(sample.mix).map((criterion) => criterionView(sample, criterion, byGrader, options)),
    alarms,
    inFile: options.isInFile(sample),
  };
}

const NOT_CORRECTED = { point: undefined, isCorrected: false };

interface GraderRounds {
  readonly grader: string;
  readonly own: readonly Grading[];
}

function criterionView(
  sample: Sample,
  criterion: Criterion,
  byGrader: readonly GraderRounds[],
  options: DetailOptions,
): CriterionView {
  const id = criterionId(criterion);
  const text = sample.result.kind === 'text' ? sample.result.text : '';
  const find = quoteFinder(text);
  const skill =
    criterion.kind === 'skill' ? sample.mix.skills.find(({ name }) => name === criterion.skill) : undefined;
  return {
    id,
    label: criterionLabel(criterion),
    kind: criterion.kind,
    named: skill !== undefined && namedSkills(sample.mix, text).some((found) => found.skill === skill.name),
    ...(skill === undefined ? {} : { definition: skill.definition }),
    verdicts: byGrader.map(({ grader, own }) => verdictView(sample, grader, own, id, options)),
    people: (wordsOf(options.reviews ?? []).get(id)?.words ?? []).map(({ reviewer, point, reason }) => ({
      ...{ reviewer, point, reason },
    })),
    rounds: byGrader.flatMap(({ own }) => own.map((grading) => roundView(grading, id, find))),
  };
}

function verdictView(
  { mix }: Sample,
  grader: string,
  own: readonly Grading[],
  id: string,
  { nameRule, reviews = [] }: DetailOptions,
): VerdictView {
  const verdict = verdictOf(mix, own, { nameRule });
  const place = verdict.findIndex(({ criterion }) => criterionId(criterion) === id);
  const found = verdict[place];
  if (found === undefined) return { grader, tie: false };
  const { point, isCorrected } = correctedVerdict(verdict, reviews, { nameRule })[place] ?? NOT_CORRECTED;
  return {
    grader,
    tie: found.tie,
    ...(found.point === undefined ? {} : { point: found.point }),
    ...(isCorrected && point !== undefined ? { corrected: point } : {}),
  };
}

function roundView({ grader, round, result }: Grading, id: string, find: QuoteFinder): RoundView {
  if (result.kind !== 'graded') return { grader, round, state: result.kind, why: result.why };
  const found = result.points.find(({ criterion }) => criterionId(criterion) === id);
  if (found === undefined)
    return { grader, round, state: 'unreadable', why: 'the round holds no such criterion' };
  const { point, reason, quote, quoteFound } = found;
  const range = quote === undefined ? undefined : find(quote);
  return {
    grader,
    round,
    state: 'graded',
    point,
    reason,
    ...(quote === undefined ? {} : { quote }),
    ...(quoteFound === undefined ? {} : { quoteFound }),
    ...(range === undefined ? {} : { range }),
  };
}
