import type { Judgement } from '../../src/core/metrics/facts.ts';
import { factsOf } from '../../src/core/metrics/factsOf.ts';
import { areDiffering } from '../../src/core/metrics/judge.ts';
import { choicesOf } from '../../src/core/results/choicesOf.ts';
import { countOf, createMatch } from '../../src/core/results/resultMatch.ts';
import {
  LONGEST_BEGINNING,
  type ResultChoices,
  type ResultList,
  type ResultLook,
  type ResultQuery,
  type ResultRow,
} from '../../src/core/results/resultQuery.ts';
import { resultRow } from '../../src/core/results/resultRow.ts';
import { searchWords, wordsIn } from '../../src/core/results/searchWords.ts';
import { correctJudgement, saidOf } from '../../src/core/review/correctJudgement.ts';
import { wordsOf } from '../../src/core/review/words.ts';
import type { Grading, Review, Sample } from '../../src/core/runs/records.ts';
import { nameKey } from '../../src/core/skillset/skillset.ts';

export interface FakeResultsData {
  /** In the order in which they were first saved: the number of one is its place, from 1. */
  readonly samples: readonly Sample[];
  readonly gradings: readonly Grading[];
  readonly reviews: readonly Review[];
}

export function fakeResultList(data: FakeResultsData, { file, filter, look }: ResultQuery): ResultList {
  const counts = { graded: 0, ungraded: 0, unreadable: 0, failed: 0 };
  const match = createMatch(filter, look);
  const numbers = data.samples.flatMap((sample, at) => {
    const own = data.gradings.filter(({ sampleId }) => sampleId === sample.id);
    if (sample.file !== file || !isWanted(sample, own, data, filter)) return [];
    const { judgements } = factsOf([sample], own);
    const differing = judgements.reduce(
      (mask, { grader }, bit) => mask + (areDifferingBy(own, grader) ? 2 ** bit : 0),
      0,
    );
    const skills = sample.mix.skills.map(({ name }) => `skill:${nameKey(name)}`);
    const corrected = look.isCorrected === true ? correctedOf(sample, judgements, data) : undefined;
    const result = { state: sample.result.kind, judgements, differing, ...(corrected && { corrected }) };
    const outcome = match(result, skills.length, skills.indexOf(filter.missed ?? ''));
    if (outcome === undefined) return [];
    counts[countOf(outcome)] += 1;
    return [at + 1];
  });
  return { numbers: numbers.reverse(), counts };
}

export function fakeResultRows(
  data: FakeResultsData,
  numbers: readonly number[],
  look: ResultLook,
): ResultRow[] {
  return numbers.flatMap((number) => {
    const sample = data.samples[number - 1];
    return sample === undefined ? [] : [rowOf(sample, data, look)];
  });
}

export function fakeResultChoices(
  { samples, gradings, reviews }: FakeResultsData,
  file: string,
): ResultChoices {
  const own = samples.filter((sample) => sample.file === file);
  const ids = new Set(own.map(({ id }) => id));
  return choicesOf({
    students: own.map(({ student }) => student),
    graders: gradings.filter(({ sampleId }) => ids.has(sampleId)).map(({ grader }) => grader),
    splits: own.map(({ mix }) => mix.split),
    ks: own.map(({ mix }) => mix.skills.length),
    skills: own.flatMap(({ mix }) => mix.skills.map(({ name }) => name)),
    reviewed: new Set(reviews.map(({ sampleId }) => sampleId).filter((id) => ids.has(id))).size,
  });
}

function correctedOf(
  { id, mix }: Sample,
  judgements: readonly Judgement[],
  { reviews }: FakeResultsData,
): readonly Judgement[] | undefined {
  const own = reviews.filter(({ sampleId }) => sampleId === id);
  if (own.length === 0) return undefined;
  const said = saidOf(
    mix.skills.map(({ name }) => nameKey(name)),
    wordsOf(own),
  );
  return judgements.map((judgement) => correctJudgement(judgement, said) ?? judgement);
}

function rowOf(sample: Sample, data: FakeResultsData, look: ResultLook): ResultRow {
  const { id, mix, student, generation, result } = sample;
  const own = data.gradings.filter(({ sampleId }) => sampleId === id);
  const { judgements: asGraded } = factsOf([sample], own);
  const corrected = look.isCorrected === true ? correctedOf(sample, asGraded, data) : undefined;
  const words = result.kind === 'text' ? result.text : result.why;
  return resultRow(
    {
      id,
      skills: mix.skills.map(({ name }) => name),
      topic: mix.topic.name,
      split: mix.split,
      student,
      generation,
      result: result.kind,
      judgements: corrected ?? asGraded,
      text: Array.from(words).slice(0, LONGEST_BEGINNING).join(''),
    },
    look,
  );
}

function isWanted(
  { id, mix, student, result }: Sample,
  gradings: readonly Grading[],
  { reviews }: FakeResultsData,
  filter: ResultQuery['filter'],
): boolean {
  const texts = result.kind === 'text' ? [result.text, ...gradings.map(reasonsOf)] : gradings.map(reasonsOf);
  return (
    (filter.student === undefined || student === filter.student) &&
    (filter.split === undefined || nameKey(mix.split) === nameKey(filter.split)) &&
    (filter.k === undefined || mix.skills.length === filter.k) &&
    (filter.skill === undefined ||
      mix.skills.some(({ name }) => nameKey(name) === nameKey(filter.skill ?? ''))) &&
    (filter.reviewed === undefined || reviews.some(({ sampleId }) => sampleId === id) === filter.reviewed) &&
    (filter.search === undefined || texts.some((text) => holdsWords(text, filter.search ?? '')))
  );
}

function reasonsOf({ result }: Grading): string {
  return result.kind === 'graded' ? result.points.map(({ reason }) => reason).join('\n') : '';
}

function holdsWords(text: string, search: string): boolean {
  const present = wordsIn(text).map(plain);
  const wanted = searchWords(search);
  const isThere = ({ word, isBeginning }: (typeof wanted)[number]): boolean =>
    present.some((each) => (isBeginning ? each.startsWith(plain(word)) : each === plain(word)));
  return wanted.length > 0 && wanted.every(isThere);
}

function plain(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function areDifferingBy(gradings: readonly Grading[], grader: string): boolean {
  const rounds = gradings.flatMap(({ grader: by, round, createdAt, result }) =>
    by !== grader
      ? []
      : [
          {
            round,
            createdAt,
            state: result.kind,
            criteria: result.kind === 'graded' ? result.points.length : 0,
            earned:
              result.kind === 'graded'
                ? result.points.reduce((mask, { point }, bit) => mask + point * 2 ** bit, 0)
                : 0,
            named: 0,
            unquoted: 0,
          },
        ],
  );
  return areDiffering(rounds);
}
