import type { HeatFigure } from '../../protocol/figures.ts';
import type { SkillView } from '../../protocol/panel.ts';

/** The rate of each skill at each k, the hardest skill first. */
export function heatByK(
  skills: readonly SkillView[],
  ofK: readonly { readonly k: number; readonly skills: readonly SkillView[] }[],
): HeatFigure {
  return {
    kind: 'heat',
    title: 'Skill and k',
    caption: 'How often a text that was to show the skill earned its point. The hardest skills stand first.',
    rowTitle: 'skill',
    columnTitle: 'k =',
    rows: [...skills].sort((one, other) => one.rate - other.rate).map(({ name }) => name),
    columns: ofK.map(({ k }) => String(k)),
    cells: ofK.flatMap(({ k, skills: rates }) =>
      rates.map(({ name, rate, low, high, tried }) => ({
        ...{ row: name, column: String(k), value: rate, low, high, tried },
        of: { skill: name, k, verdict: 'graded' },
      })),
    ),
  };
}
