import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createImporter } from '../../../src/core/exchange/incoming/importTexts.ts';
import { readStudentFolder } from '../../../src/core/exchange/release/studentFolder.ts';
import { ratesOf } from '../../../src/core/metrics/criterionRates.ts';
import { reportOf } from '../../../src/core/metrics/report.ts';
import type { Run, RunId } from '../../../src/core/runs/records.ts';
import { fakeStore } from '../../support/fakeStore.ts';
import { type Fields, gradedRow, gradedTable, SKILLS, textRow } from '../../support/releaseFolder.ts';
import { publishedMethod } from './publishedMethod.ts';

/**
 * What the published method gives and what Skillmix gives for the same folders, defect by defect (docs/measurement.md).
 * The names of mixes and graders in the tables are those of the release; the words are our own.
 */

const TEXT = 'He broke bread and his word. It was not unkind.';
const [zeugma, litotes, anaphora] = SKILLS.map(({ name }) => name);

/** One generation of one mix: its text, and what each of its rounds has in the table of gradings. */
interface Generation {
  readonly text: string;
  readonly rounds: readonly Fields[];
}

/** A round in which the points stand in the order of the mix, as the release reads them. */
function graded(points: readonly [number, number, number], changes: Fields = {}, text = TEXT): Fields {
  const reply = gradedTable(
    [
      [zeugma ?? '', points[0]],
      [litotes ?? '', points[1]],
      [anaphora ?? '', points[2]],
    ],
    points.reduce((sum, point) => sum + point, 2),
  );
  return gradedRow(text, reply, { k: '3', points_0: [...points, 1, 1, 0].join(','), ...changes });
}

const thrice = (row: Fields): readonly Fields[] => [row, row, row];

async function both(generations: readonly Generation[]) {
  const store = fakeStore();
  const place = { runId: 'run' as RunId, file: 'a', createdAt: 1 };
  const run: Run = { id: place.runId, kind: 'import', file: 'a', plan: {}, startedAt: 1, state: 'done' };
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const importer = createImporter(
    { store, digest, begin: () => store.saveRun(run).then(() => place) },
    place.file,
  );
  const totals: unknown[] = [];
  for (const [index, { text, rounds }] of generations.entries()) {
    const found = readStudentFolder({
      run: { seed: 10, promptVersion: 'skill-mix/default', generation: index + 1 },
      student: 'student',
      texts: [textRow(text)],
      graded: rounds.map((row, round) => ({
        ...{ grader: 'gpt-4', turn: 1, round: round + 1, rubricVersion: 'skill-mix/gpt', rows: [row] },
      })),
    });
    totals.push(...found.totals);
    for (const incoming of found.texts) await importer.add(incoming);
  }
  const facts = await store.reportFacts({});
  const [cell] = reportOf(facts, { nameRule: false }).cells;
  const skills = ratesOf(facts, { nameRule: false }).rates.filter(
    ({ by, k }) => by === 'skill' && k === null,
  );
  const published = publishedMethod(
    3,
    generations.map(({ rounds }) => rounds.map((row) => [row])),
  );
  return { cell, skills, published, totals };
}

describe('the published method and this one', () => {
  test('agree where nothing is amiss: three rounds of their own, every point by its name and in its place', async () => {
    const { cell, published } = await both([
      { text: TEXT, rounds: [graded([1, 0, 1]), graded([1, 1, 0]), graded([1, 0, 0])] },
      { text: TEXT, rounds: [graded([1, 1, 0]), graded([0, 1, 1]), graded([1, 1, 1])] },
    ]);
    expect(published).toMatchObject({ mixes: 1, fullMarks: 1, allSkills: 1, skillFraction: 1 });
    for (const ratio of ['fullMarks', 'allSkills', 'skillFraction'] as const)
      expect(cell?.[ratio].max).toBe(published[ratio]);
    expect(cell?.skillFraction.mean).toBeCloseTo((1 / 3 + 1) / 2, 12);
    expect(cell).toMatchObject({ identicalRounds: 0, unreadable: 0 });
  });

  test('1: three rounds that are one reply have the same figures, and raise an alarm', async () => {
    const { cell, published } = await both([{ text: TEXT, rounds: thrice(graded([1, 0, 1])) }]);
    expect(cell?.skillFraction.max).toBeCloseTo(published.skillFraction, 12);
    expect(cell?.identicalRounds).toBe(1);
  });

  test('2: a grading that is cut short was filled up with zeros; here it is unreadable, with its bounds', async () => {
    const short = {
      ...graded([1, 1, 1], { points_0: '1.0,1.0' }),
      assistant_0: 'Point earned: 1\nPoint earned: 1',
    };
    const { cell, published } = await both([{ text: TEXT, rounds: thrice(short) }]);
    expect(published).toMatchObject({ mixes: 1, fullMarks: 0, skillFraction: 0 });
    expect(cell).toMatchObject({ graded: 0, unreadableGradings: 1, unreadableRounds: 3 });
    expect(cell?.fullMarks).toMatchObject({ max: null, ifAllMissed: { max: 0 }, ifAllEarned: { max: 1 } });
  });

  test('2: one that could not be read has no vote; filled up with zeros it votes against every point', async () => {
    const short = { ...graded([1, 1, 1], { points_0: '' }), assistant_0: 'I cannot grade this.' };
    const full = graded([1, 1, 1]);
    const { cell, published } = await both([{ text: TEXT, rounds: [short, short, full] }]);
    expect(published.fullMarks).toBe(0);
    expect(cell?.fullMarks.max).toBe(1);
    expect(cell?.unreadableRounds).toBe(2);
  });

  test('3: an empty text was graded, and earned the length point; here it is an unreadable answer', async () => {
    const { cell, published } = await both([{ text: '', rounds: thrice(graded([0, 0, 0], {}, '')) }]);
    expect(published.positions.at(-1)).toBe(1);
    expect(published).toMatchObject({ mixes: 1, fullMarks: 0 });
    expect(cell).toMatchObject({ graded: 0, unreadableAnswers: 1, fullMarks: { max: null } });
  });

  test('4: totals that differ from the points are told; the points count', async () => {
    const row = graded([1, 1, 0]);
    const wrong = {
      ...row,
      assistant_0: row.assistant_0?.replace(/\*\* \| \d/u, '** | 6') ?? '',
      score_0: '6.0',
    };
    const { cell, published, totals } = await both([{ text: TEXT, rounds: thrice(wrong) }]);
    expect(totals).toHaveLength(3);
    expect(cell?.skillFraction.max).toBeCloseTo(published.skillFraction, 12);
  });

  test('6: points in another order go to the wrong skill by position, and to the right one by name', async () => {
    const turned = gradedTable(
      [
        [anaphora ?? '', 1],
        [zeugma ?? '', 0],
        [litotes ?? '', 0],
      ],
      3,
    );
    const row = gradedRow(TEXT, turned, { k: '3', points_0: '1.0,0.0,0.0,1.0,1.0,0.0' });
    const { cell, skills, published } = await both([{ text: TEXT, rounds: thrice(row) }]);
    expect(published.positions.slice(0, 3)).toEqual([1, 0, 0]);
    expect(skills.map(({ name, earned }) => [name, earned])).toEqual([
      [anaphora, 1],
      [litotes, 0],
      [zeugma, 0],
    ]);
    // The ratios of the text do not see it.
    expect(cell?.skillFraction.max).toBeCloseTo(published.skillFraction, 12);
  });
});
