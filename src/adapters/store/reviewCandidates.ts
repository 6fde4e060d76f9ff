import type { Judgement } from '../../core/metrics/facts.ts';
import type { RoundColumns } from '../../core/metrics/roundColumns.ts';
import type { ReviewCandidate } from '../../core/review/candidate.ts';
import { type CandidateRound, type Hardness, hardnessOf } from '../../core/review/hardness.ts';
import type { Connection } from './connection.ts';
import { readResults } from './resultScan.ts';
import { selectSeriesOf } from './resultSeries.ts';
import { selectRounds } from './roundFacts.ts';
import { selectIdsByNumber } from './sampleIds.ts';
import { brokenResults } from './storeError.ts';

/**
 * The graded texts of a file. Of most texts all rounds of a grader say the same, and their results tell what: single
 * rounds are read of the others alone.
 */
export async function selectReviewCandidates(
  connection: Connection,
  file: string,
): Promise<ReviewCandidate[]> {
  const series = new Map((await selectSeriesOf(connection, file)).map((each) => [each.id, each]));
  // Asked for at once: what is there is parsed while SQLite reads on.
  const [ids, scan, ofDiffering] = await Promise.all([
    selectIdsByNumber(connection),
    readResults(connection, [...series.keys()]),
    readDiffering(connection, file),
  ]);
  const ofAgreeing = createAgreeing();
  const candidates: ReviewCandidate[] = [];
  scan(({ sample, series: of, state, judgements, differing }) => {
    if (state !== 'text') return;
    const { writing, draw } = series.get(of) ?? broken();
    const hardness = differing > 0 ? ofDiffering(sample, draw.k) : ofAgreeing(judgements, draw.k);
    if (hardness !== UNREAD)
      candidates.push({ id: ids[sample] ?? broken(), k: draw.k, student: writing.student, hardness });
  });
  return candidates;
}

/** No grading of it could be read. */
const UNREAD = 'unread';
type Found = Hardness | undefined | typeof UNREAD;

/** Of texts with rounds of one grader that differ. */
async function readDiffering(
  connection: Connection,
  file: string,
): Promise<(sample: number, k: number) => Found> {
  const votes = votesBySample(
    await selectRounds(connection, {
      sql: 'differing > 0 AND series IN (SELECT id FROM series WHERE file = ?)',
      values: [file],
    }),
  );
  return (sample, k) => hardnessOf(k, votes.get(sample) ?? broken());
}

/** A round that was graded again has its newest vote; rows stand in the order of their age. */
function votesBySample(columns: RoundColumns): ReadonlyMap<number, readonly CandidateRound[]> {
  const { graders, sample, grader, round, earned } = columns;
  const votes = new Map<number, CandidateRound[]>();
  let rows: number[] = [];
  for (let row = 0; row < sample.length; row += 1) {
    const before = rows.findIndex((each) => round[each] === round[row] && grader[each] === grader[row]);
    if (before === -1) rows.push(row);
    else rows[before] = row;
    if (sample[row + 1] === sample[row]) continue;
    rows.sort((one, other) => (grader[one] ?? 0) - (grader[other] ?? 0));
    votes.set(
      sample[row] ?? broken(),
      rows.map((each) => ({ grader: graders[grader[each] ?? -1] ?? broken(), earned: earned[each] ?? 0 })),
    );
    rows = [];
  }
  return votes;
}

/** Of texts on which each grader always says the same. There are few different ones: each is looked at once. */
function createAgreeing(): (judgements: readonly Judgement[], k: number) => Found {
  interface Known {
    readonly votes: readonly CandidateRound[];
    readonly next: Map<Judgement, Known>;
    readonly found: Map<number, Found>;
  }
  const none: Known = { votes: [], next: new Map(), found: new Map() };

  function after(before: Known, judgement: Judgement): Known {
    const { state, grader, points: earned } = judgement;
    const votes = state === 'graded' ? [...before.votes, { grader, earned }] : before.votes;
    const known = { votes, next: new Map(), found: new Map() };
    before.next.set(judgement, known);
    return known;
  }

  return (judgements, k) => {
    let known = none;
    for (const judgement of judgements) known = known.next.get(judgement) ?? after(known, judgement);
    if (known.found.has(k)) return known.found.get(k);
    const found = known.votes.length === 0 ? UNREAD : hardnessOf(k, known.votes);
    known.found.set(k, found);
    return found;
  };
}

function broken(): never {
  throw brokenResults();
}
