import { plural } from '../../core/format/formatCount.ts';
import { authorSamples } from '../../core/runs/authorSample.ts';
import { type Grader, graderName } from '../../core/runs/gradeSample.ts';
import { RUN_WORDS } from '../../core/runs/runItem.ts';
import { textsToGrade } from '../../core/runs/textsToGrade.ts';
import { newRunId } from '../mixes/editorRun.ts';
import { readSettings } from '../settings.ts';
import type { OpenStore } from '../stores.ts';
import { UserError } from '../userError.ts';
import { budgetLines } from './budgetLines.ts';
import { askedModels, type PreparedRun, type SkillsetFile, titleOf } from './preparedRun.ts';
import { pricesFor } from './prices.ts';
import type { RunTools } from './runTools.ts';

/** Every text of the file, for every chosen grader. Undefined where none was chosen. */
export async function prepareGrading(
  tools: RunTools,
  file: SkillsetFile,
  { retryUnreadable = false }: { readonly retryUnreadable?: boolean },
): Promise<PreparedRun | undefined> {
  const { uri, skillset } = file;
  const graders = await chosenGraders(tools, file);
  if (graders.length === 0) return undefined;
  const settings = readSettings(uri);
  const rounds = skillset.grade?.rounds ?? settings.rounds;
  const budget = skillset.study?.budget;
  const { priceOf } = await pricesFor(tools.engine, uri);
  const open = await tools.stores.of(uri);
  const there = await countGradings(tools, file, open, { graders, rounds });
  if (there.texts === 0) {
    throw new UserError('There is no text to grade yet: generate the data, or write a text into `mixes:`.');
  }
  const summary = [
    `${plural(there.texts, 'text')}, graded by ${graders.map(graderName).join(' and ')}, ${plural(rounds, 'round')} of each model`,
    `${plural(Math.max(0, there.wanted - there.graded), 'grading')} to do; ${plural(there.graded, 'grading')} stored already`,
    ...budgetLines(budget, graders, priceOf),
  ].join('\n');
  return {
    kind: 'grade',
    skillset: uri,
    title: `${RUN_WORDS.grade} of ${titleOf(file)}`,
    part: 'grading',
    summary,
    text: `${summary}\n`,
    record: { graders: graders.map(graderName), rounds },
    models: askedModels([], graders),
    budget,
    priceOf,
    workFor: async (runTools, run) => {
      const place = { runId: run.id, file: run.file };
      const samples = await textsToGrade(runTools, place, skillset);
      return { texts: [], textCount: 0, samples, graders, rounds, retryUnreadable };
    },
  };
}

/** Without graders, leads to some. */
async function chosenGraders(tools: RunTools, { uri, skillset }: SkillsetFile): Promise<Grader[]> {
  const graders = await tools.models.graders(skillset, uri);
  if (graders.length > 0 || !(await tools.chooseModels(uri))) return graders;
  return tools.models.graders(skillset, uri);
}

interface GradingCounts {
  readonly texts: number;
  readonly wanted: number;
  /** Of those that are wanted. */
  readonly graded: number;
}

/** Counts what there is to grade, without writing anything. */
async function countGradings(
  tools: RunTools,
  { skillset }: SkillsetFile,
  { store, file }: OpenStore,
  { graders, rounds }: { readonly graders: readonly Grader[]; readonly rounds: number },
): Promise<GradingCounts> {
  const roundsBy = new Map(
    graders.map((grader) => [graderName(grader), grader.kind === 'rule' ? 1 : rounds]),
  );
  const perText = [...roundsBy.values()].reduce((sum, count) => sum + count, 0);
  const { clock, digest } = tools.engine;
  const authored = await authorSamples({ clock, digest, store }, { runId: newRunId(), file }, skillset);
  let texts = authored.length;
  let graded = 0;
  await store.eachSample({ file }, (sample, gradings) => {
    if (sample.result.kind !== 'text') return;
    texts += 1;
    const done = gradings.filter(
      ({ grader, round, result }) => result.kind === 'graded' && round <= (roundsBy.get(grader) ?? 0),
    );
    graded += new Set(done.map(({ grader, round }) => `${grader} ${round}`)).size;
  });
  return { texts, wanted: texts * perText, graded };
}
