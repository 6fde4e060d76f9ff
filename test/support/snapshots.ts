/** Snapshots of the results panel as a host would send them, made by rule so that every test sees the same. */
import type {
  CriterionView,
  OverviewView,
  PanelSnapshot,
  RoundView,
  SampleDetail,
  SampleView,
  SkillView,
} from '../../src/protocol/panel.ts';

export const emptySnapshot: PanelSnapshot = {
  title: 'Rhetoric and reasoning',
  turn: 0,
  view: { filter: {}, tab: 'texts' },
  choices: { students: [], graders: [], splits: [], ks: [], skills: [] },
  reviewed: 0,
  total: 0,
  window: { list: 1, from: 0, rows: [] },
  counts: { graded: 0, ungraded: 0, unreadable: 0, failed: 0 },
};

export interface ResultsSize {
  readonly skills?: number;
  readonly samples?: number;
  /** How many samples the filter selects: `samples` of them are there at once. */
  readonly total?: number;
}

/** Results with so many skills and samples; the newest sample is the selected one. */
export function resultsSnapshot({ skills = 101, samples = 200, total }: ResultsSize = {}): PanelSnapshot {
  const listed = Array.from({ length: samples }, (_, index) => sampleView(index, skills));
  const first = listed[0];
  return {
    ...emptySnapshot,
    choices: {
      ...{ students, graders, splits, ks: [1, 2, 3, 4, 5] },
      skills: Array.from({ length: skills }, (_, index) => skillName(index)),
    },
    total: total ?? samples,
    window: { list: 1, from: 0, rows: listed },
    counts: { graded: 1148, ungraded: 37, unreadable: 12, failed: 3 },
    ...(first === undefined
      ? {}
      : {
          view: { ...emptySnapshot.view, selected: first.id },
          selectedAt: 0,
          detail: gradedDetail(first),
        }),
  };
}

/** The same with the overview in sight. */
export function inOverview(snapshot: PanelSnapshot): PanelSnapshot {
  return { ...snapshot, view: { ...snapshot.view, tab: 'overview' } };
}

/** The figures of results with so many skills. */
export function overviewOf(skills = 101): OverviewView {
  const list = Array.from({ length: skills }, (_, index) => skillView(index));
  return {
    cells: [1, 2, 3].flatMap((k) =>
      students.slice(0, 2).map((student, at) => ({
        ...{ student, grader: 'openai/gpt-4o', split: 'training', k, purpose: 'evaluate', seed: 10 },
        ...{ mixes: 100, generations: 3, samples: 300, graded: 290, ungraded: 0, unreadable: 9, failed: 1 },
        fullMarks: { best: bounded(60 - 10 * k + 20 * at), mean: bounded(40 - 10 * k + 20 * at) },
        allSkills: { best: bounded(70 - 10 * k), mean: bounded(50 - 10 * k) },
        skillFraction: { best: bounded(80 - 10 * k), mean: bounded(60 - 10 * k) },
      })),
    ),
    skills: list,
    figures: [
      {
        kind: 'rates-by-k',
        title: 'Full marks by k, graded by openai/gpt-4o',
        caption: 'The share of mixes whose best text has all points.',
        points: [1, 2, 3].flatMap((k) =>
          students.slice(0, 2).map((student, at) => ({
            ...{ student, split: 'training', k, mixes: 100 },
            ...{
              value: 0.6 - 0.1 * k + 0.2 * at,
              low: 0.5 - 0.1 * k + 0.2 * at,
              high: 0.7 - 0.1 * k + 0.2 * at,
            },
          })),
        ),
      },
      {
        kind: 'heat',
        title: 'Skill and k',
        caption: 'How often a text that was to show the skill earned its point.',
        ...{ rowTitle: 'skill', columnTitle: 'k =', columns: ['1', '2', '3'] },
        rows: list.map(({ name }) => name),
        cells: list
          .filter(({ tried }) => tried > 0)
          .flatMap(({ name, rate, low, high, tried }) =>
            [1, 2, 3].map((k) => ({
              ...{ row: name, column: String(k), value: rate, low, high, tried },
              of: { skill: name, k, verdict: 'graded' } as const,
            })),
          ),
      },
    ],
    intervalMethod: 'Wilson score interval (Wilson 1927)',
  };
}

function bounded(percent: number) {
  const rate = percent / 100;
  return { rate, low: rate - 0.08, high: rate + 0.08, ifAllMissed: rate - 0.02, ifAllEarned: rate + 0.03 };
}

export const students = ['openai/gpt-4o', 'local/mistral-7b-instruct', 'author'];
export const graders = ['openai/gpt-4o', 'anthropic/claude-opus-4-1'];
export const splits = ['training', 'held-out', 'all', 'mixes'];

export function skillView(index: number): SkillView {
  const tried = (index * 7) % 23;
  const earned = Math.min(tried, (index * 5) % 19);
  return { name: skillName(index), category: categoryOf(index), tried, earned, ...wilson(earned, tried) };
}

export function sampleView(index: number, skills = 101): SampleView {
  const k = 1 + (index % 5);
  const names = Array.from({ length: k }, (_, offset) => skillName((index * 3 + offset * 11) % skills));
  const state = states[index % states.length] ?? 'graded';
  const missed = index % 3 === 0 ? [] : [names[0] ?? '', 'sense'].slice(0, index % 3);
  const isGraded = state === 'graded';
  return {
    id: `sample-${index}`,
    skills: names,
    topic: topics[index % topics.length] ?? 'Sewing',
    k,
    split: splits[index % splits.length] ?? 'all',
    student: students[index % students.length] ?? 'author',
    generation: 1 + (index % 3),
    state,
    ...(isGraded ? { points: k + 3 - missed.length } : {}),
    outOf: k + 3,
    missed: isGraded ? missed : [],
    text: textOf(state),
  };
}

/** Two graders, three rounds each: quotes that overlap, one that is not in the text, a tie, a named skill, a lost round. */
export function gradedDetail(sample: SampleView): SampleDetail {
  const text = sampleText;
  return {
    sample: {
      ...sample,
      skills: ['red herring', 'rhetorical question', 'metaphor'],
      k: 3,
      outOf: 6,
      state: 'graded',
      points: 4,
      missed: ['metaphor', 'length'],
      text,
    },
    explanation:
      'The question about the quieter home distracts from the price of the machine (red herring) and expects no answer (rhetorical question). The thread is a river (metaphor).',
    draft: 'Who could think of money when a machine sings? My grandmother never asked what a needle cost.',
    criteria: [
      criterion('skill', 'red herring', [quoteHerring, quoteHerring, quoteLong], {
        definition: 'Bringing in something irrelevant to draw attention away from the question.',
      }),
      criterion('skill', 'rhetorical question', [quoteQuestion, quoteQuestion, quoteQuestion], {
        definition: 'A question asked for effect, not for an answer.',
      }),
      criterion('skill', 'metaphor', [quoteRiver, 'the needle is a lighthouse', undefined], {
        definition: 'Saying of one thing that it is another, to show what they share.',
        named: true,
      }),
      criterion('topic', 'topic', [quoteTopic, quoteTopic, quoteTopic]),
      criterion('sense', 'sense', [undefined, undefined, undefined]),
      criterion('length', 'length', [undefined, undefined, undefined]),
    ],
    alarms: ['Rounds 1 and 2 of openai/gpt-4o are the same to the letter: they may not be independent.'],
    inFile: true,
  };
}

export function ungradedDetail(sample: SampleView): SampleDetail {
  return {
    sample: { ...sample, state: 'ungraded', missed: [], text: sampleText },
    criteria: [],
    alarms: [],
    inFile: true,
  };
}

export const sampleText =
  'The new machine costs four times what the old one did, but who doesn’t want a quieter home? Besides, my grandmother sewed every curtain in this street by hand, and nobody ever asked her for a receipt: her thread was a river, and the seams were its banks.';

const quoteQuestion = 'who doesn’t want a quieter home?';
const quoteHerring = 'my grandmother sewed every curtain in this street by hand';
const quoteLong =
  'who doesn’t want a quieter home? Besides, my grandmother sewed every curtain in this street by hand, and nobody ever asked her for a receipt';
const quoteRiver = 'her thread was a river';
const quoteTopic = 'sewed every curtain';

const states: readonly SampleView['state'][] = [
  'graded',
  'graded',
  'graded',
  'ungraded',
  'graded',
  'unreadable',
  'graded',
  'grading-unreadable',
  'failed',
  'graded',
  'grading-failed',
];

const topics = ['Sewing', 'Beekeeping', 'Urbanism', 'Volcanology', 'Knots and splices'];
const knownSkills = ['red herring', 'rhetorical question', 'metaphor', 'modus ponens', 'self-serving bias'];
const categories = ['rhetorical', 'literary', 'logic', 'reasoning', 'theory of mind', 'physical knowledge'];

function skillName(index: number): string {
  return knownSkills[index] ?? `skill of the ${index}th kind (with parentheses, and a comma)`;
}

function categoryOf(index: number): string {
  return categories[index % categories.length] ?? 'rhetorical';
}

function textOf(state: SampleView['state']): string {
  if (state === 'unreadable') return 'The reply holds no line that begins with “Answer:”.';
  if (state === 'failed') return 'The endpoint answered 529 (overloaded) five times.';
  return sampleText;
}

interface CriterionMore {
  readonly definition?: string;
  readonly named?: boolean;
}

function criterion(
  kind: CriterionView['kind'],
  label: string,
  quotes: readonly (string | undefined)[],
  { definition, named = false }: CriterionMore = {},
): CriterionView {
  const earnsAll = quotes.every((quote) => quote !== undefined) || kind === 'sense';
  return {
    id: kind === 'skill' ? `skill:${label}` : kind,
    label,
    kind,
    named,
    ...(definition === undefined ? {} : { definition }),
    verdicts: [
      { grader: 'openai/gpt-4o', point: named || !earnsAll ? 0 : 1, tie: false },
      { grader: 'anthropic/claude-opus-4-1', point: earnsAll ? 1 : 0, tie: kind === 'length' },
    ],
    people: [],
    rounds: [
      ...quotes.map((quote, index) =>
        gradedRound(
          'openai/gpt-4o',
          index + 1,
          kind === 'sense' ? 1 : quote === undefined ? 0 : 1,
          quote,
          label,
        ),
      ),
      gradedRound('anthropic/claude-opus-4-1', 1, 1, quotes[0], label),
      gradedRound('anthropic/claude-opus-4-1', 2, kind === 'length' ? 0 : 1, quotes[0], label),
      {
        grader: 'anthropic/claude-opus-4-1',
        round: 3,
        state: 'unreadable',
        why: 'The reply ends in the middle of a word: it was cut off at 512 tokens.',
      },
    ],
  };
}

function gradedRound(
  grader: string,
  round: number,
  point: 0 | 1,
  quote: string | undefined,
  label: string,
): RoundView {
  const start = quote === undefined ? -1 : sampleText.indexOf(quote);
  return {
    grader,
    round,
    state: 'graded',
    point,
    reason:
      point === 1
        ? `These words show ${label}: they do what its definition asks, and the sentence would lose its point without them.`
        : `I looked for ${label} and found no words that do what its definition asks.`,
    ...(quote === undefined ? {} : { quote, quoteFound: start >= 0 }),
    ...(quote === undefined || start < 0 ? {} : { range: { start, end: start + quote.length } }),
  };
}

/** Good enough to look at; the real one is the core's. */
function wilson(earned: number, tried: number): { rate: number; low: number; high: number } {
  if (tried === 0) return { rate: 0, low: 0, high: 1 };
  const z = 1.96;
  const rate = earned / tried;
  const centre = rate + (z * z) / (2 * tried);
  const spread = z * Math.sqrt((rate * (1 - rate)) / tried + (z * z) / (4 * tried * tried));
  const scale = 1 + (z * z) / tried;
  return { rate, low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
}
