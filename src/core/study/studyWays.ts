import { add, NONE } from '../plan/amount.ts';
import type { Total } from '../plan/estimate.ts';
import { formatMoney } from '../plan/formatAmount.ts';
import { withoutBatches } from '../runs/batches/advanceBatches.ts';
import type { AskedModel } from '../runs/callGates.ts';

/** In which ways what is left of a study can be asked, and what is said of that before one is chosen. */
export interface StudyWays {
  /** The first one is the nearest. */
  readonly ways: readonly ('live' | 'batches')[];
  readonly lines: readonly string[];
}

/**
 * @param asked at endpoints: what answers on a target has no batches of a provider
 * @param totals of the parts that are left
 * @param isOut whether something of it is out in batches now
 */
export function studyWays(asked: readonly AskedModel[], totals: readonly Total[], isOut: boolean): StudyWays {
  const out = isOut ? ['What is out in batches is waited for, whatever is chosen for the rest.'] : [];
  if (asked.length === 0) return { ways: ['live'], lines: out };
  const unable = [...new Set(withoutBatches(asked))];
  if (unable.length > 0)
    return {
      ways: ['live'],
      lines: [`${unable.join(' and ')} cannot be asked in batches: all is asked call by call.`, ...out],
    };
  return {
    ways: isOut ? ['batches', 'live'] : ['live', 'batches'],
    lines: [...costOfAll(totals), IN_BATCHES, ...out],
  };
}

const IN_BATCHES = 'In batches it is slower: each turn, and the gradings, may take a day.';

/** One part tells its own. */
function costOfAll(totals: readonly Total[]): string[] {
  const batches = totals.map(({ batch }) => batch);
  if (totals.length < 2 || batches.includes(undefined)) return [];
  const live = add(...totals.map((total) => total.live));
  const batch = add(...batches.map((one = NONE) => one));
  return live.likely === 0 ? [] : [`Cost of all: ${formatMoney(live)}; in batches ${formatMoney(batch)}.`];
}
