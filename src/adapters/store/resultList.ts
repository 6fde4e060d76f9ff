import { countOf, createMatch } from '../../core/results/resultMatch.ts';
import type { ResultList, ResultQuery } from '../../core/results/resultQuery.ts';
import { nameKey } from '../../core/skillset/skillset.ts';
import type { PanelFilter } from '../../protocol/panel.ts';
import type { Connection } from './connection.ts';
import { selectCorrections } from './corrections.ts';
import { readResults } from './resultScan.ts';
import { type StoredSeries, selectSeriesOf } from './resultSeries.ts';
import { reviewedSamples, samplesWithWords } from './sampleSets.ts';
import { mixesWithSkill } from './skillMixes.ts';

/**
 * The samples that a query selects. It goes through all results of the file, which are remembered from list to list; what
 * filters need besides is read as sets before. To be called in a transaction.
 */
export async function selectResultList(
  connection: Connection,
  { file, filter, look }: ResultQuery,
): Promise<ResultList> {
  const all = await selectSeriesOf(connection, file);
  const kOf = new Map(all.filter((each) => isWanted(each, filter)).map(({ id, draw }) => [id, draw.k]));
  const withSkill = await wantedMixes(connection, filter.skill);
  const withMissed = await wantedMixes(connection, missedSkill(filter));
  const withWords =
    filter.search === undefined ? undefined : await samplesWithWords(connection, filter.search);
  const reviewed = filter.reviewed === undefined ? undefined : await reviewedSamples(connection);
  const corrections = look.isCorrected === true ? await selectCorrections(connection) : undefined;
  const match = createMatch(filter, look);
  const numbers: number[] = [];
  const counts = { graded: 0, ungraded: 0, unreadable: 0, failed: 0 };
  const scan = await readResults(
    connection,
    all.map(({ id }) => id),
  );
  scan((result) => {
    const { sample, mix, series } = result;
    const k = kOf.get(series);
    if (k === undefined) return;
    if (withSkill?.has(mix) === false || withMissed?.has(mix) === false) return;
    if (withWords?.has(sample) === false) return;
    if (reviewed !== undefined && reviewed.has(sample) !== filter.reviewed) return;
    const corrected = corrections?.of(sample, result.judgements);
    const judged = corrected === undefined ? result : { ...result, corrected };
    const outcome = match(judged, k, withMissed?.get(mix) ?? -1);
    if (outcome === undefined) return;
    numbers.push(sample);
    counts[countOf(outcome)] += 1;
  });
  return { numbers: numbers.reverse(), counts };
}

function isWanted({ writing, draw }: StoredSeries, { student, split, k }: PanelFilter): boolean {
  return (
    (student === undefined || writing.student === student) &&
    (split === undefined || nameKey(draw.split) === nameKey(split)) &&
    (k === undefined || draw.k === k)
  );
}

async function wantedMixes(
  connection: Connection,
  skill: string | undefined,
): Promise<ReadonlyMap<number, number> | undefined> {
  return skill === undefined ? undefined : mixesWithSkill(connection, skill);
}

const SKILL = 'skill:';

function missedSkill({ missed }: PanelFilter): string | undefined {
  return missed?.startsWith(SKILL) === true ? missed.slice(SKILL.length) : undefined;
}
