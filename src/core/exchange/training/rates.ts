import type { YieldReport } from '../../metrics/yields.ts';
import type { DataCard } from './dataCard.ts';

/** The yields by k, as the card has them. */
export function ratesOf({ intervals: { level, method }, tables }: YieldReport): DataCard['rates'] {
  const rows = tables.flatMap(({ student, sampling, graders, byK }) =>
    byK.map(({ k, decided, kept, rate, low, high }) => ({
      student,
      sampling: sampling && {
        temperature: sampling.temperature ?? null,
        maxTokens: sampling.maxTokens ?? null,
      },
      graders: [...graders],
      ...{ k, decided, kept, rate, low, high },
    })),
  );
  return { intervals: { level, method }, rows };
}
