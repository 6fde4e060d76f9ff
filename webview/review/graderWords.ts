import type { CriterionView, RoundView } from '../../src/protocol/panel.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';

/** What the graders say of one criterion, each beside what the reviewer said: where they differ it is told in words. */
export function graderWords({ verdicts, rounds, named }: CriterionView, own: 0 | 1 | undefined): HTMLElement {
  return element(
    'div',
    { class: 'grader-words' },
    ...verdicts.map(({ grader, point, tie }) => {
      const readable = rounds.filter((round) => round.grader === grader && round.point !== undefined);
      const isOther = own !== undefined && point !== undefined && point !== own;
      return element(
        'details',
        { class: 'grader-word', open: isOther, 'data-differs': isOther },
        element(
          'summary',
          {},
          icon(point === undefined ? 'unreadable' : tie ? 'tie' : point === 1 ? 'check' : 'cross'),
          element('b', {}, grader),
          ` ${pointWords(point, tie)}, ${votes(readable)}`,
          isOther ? element('span', { class: 'differs' }, 'differs from you') : undefined,
        ),
        ...rounds.filter((round) => round.grader === grader).map(roundWords),
      );
    }),
    named
      ? element(
          'p',
          { class: 'quiet' },
          'The text names this skill: where the name rule is on, it gets no point.',
        )
      : undefined,
  );
}

/** How many criteria a grader and the reviewer judge differently. */
export function countDiffering(
  criteria: readonly CriterionView[],
  pointOf: (id: string) => 0 | 1 | undefined,
): number {
  return criteria.filter(({ id, verdicts }) => {
    const own = pointOf(id);
    return own !== undefined && verdicts.some(({ point }) => point !== undefined && point !== own);
  }).length;
}

function pointWords(point: 0 | 1 | undefined, isTie: boolean): string {
  if (point === undefined) return 'cannot be read';
  if (isTie) return 'is undecided, so no';
  return point === 1 ? 'says yes' : 'says no';
}

function votes(rounds: readonly RoundView[]): string {
  const earned = rounds.filter(({ point }) => point === 1).length;
  return `${earned} of ${rounds.length} ${rounds.length === 1 ? 'round' : 'rounds'} for it`;
}

function roundWords({ round, point, reason, quote, quoteFound, why }: RoundView): HTMLElement {
  const said =
    point === undefined
      ? (why ?? 'unreadable')
      : reason === '' || reason === undefined
        ? 'no reason'
        : reason;
  return element(
    'p',
    { class: 'round-word' },
    element(
      'span',
      { class: 'quiet' },
      `Round ${round}, ${point === undefined ? '?' : point === 1 ? 'yes' : 'no'}: `,
    ),
    said,
    quote === undefined || quote === '' ? undefined : element('q', {}, quote),
    quoteFound === false ? element('span', { class: 'quiet' }, ' (not in the text)') : undefined,
  );
}
