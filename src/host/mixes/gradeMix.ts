import * as vscode from 'vscode';
import { mixIdOf } from '../../core/mixes/mixId.ts';
import { sampleOfText } from '../../core/results/sampleOfText.ts';
import { authorSample } from '../../core/runs/authorSample.ts';
import { NO_BUDGET } from '../../core/runs/budget.ts';
import { type Grader, graderName } from '../../core/runs/gradeSample.ts';
import { withMarksOfToday } from '../../core/runs/marksOfToday.ts';
import type { Grading, Sample } from '../../core/runs/records.ts';
import { type RunSummary, startRun } from '../../core/runs/runner.ts';
import { readSettings } from '../settings.ts';
import { UserError } from '../userError.ts';
import { type EditorRun, withRun } from './editorRun.ts';
import { findMix, type MixInFile, type MixTarget } from './mixInFile.ts';
import type { MixTools } from './mixTools.ts';

/** Calls at a time for one mix: its rounds do not wait for each other. */
const CONCURRENCY = 8;

/** Has the text of a mix graded by the chosen graders. Resolves to the sample, or to nothing when cancelled. */
export async function gradeMix(tools: MixTools, target: MixTarget | undefined): Promise<Sample | undefined> {
  const found = await findMix(tools.projects, target);
  const text = found.mix.text?.trim() ?? '';
  if (text === '') {
    throw new UserError('This mix has no text yet.', [
      {
        title: 'Generate and Grade',
        command: 'skillmix.generateAndGrade',
        args: target === undefined ? [] : [target],
      },
    ]);
  }
  const graders = await chosenGraders(tools, found);
  if (graders.length === 0) return undefined;
  const graded = await grade(tools, found, text, graders);
  if (graded.kind === 'cancelled') return undefined;
  tellTroubles(graded, graders);
  return graded.sample;
}

/** Without graders, leads to some. */
async function chosenGraders(tools: MixTools, found: MixInFile): Promise<Grader[]> {
  const { uri } = found.open.document;
  const graders = await tools.models.graders(found.skillset, uri);
  if (graders.length > 0) return graders;
  if (!(await tools.chooseModels(uri))) return [];
  return tools.models.graders(found.skillset, uri);
}

interface GradedMix {
  readonly kind: 'graded';
  readonly sample: Sample;
  readonly gradings: readonly Grading[];
  readonly summary: RunSummary;
}

async function grade(
  tools: MixTools,
  found: MixInFile,
  text: string,
  graders: readonly Grader[],
): Promise<GradedMix | { readonly kind: 'cancelled' }> {
  const { document } = found.open;
  const { mix, skillset } = found;
  const names = mix.skills.map(({ name }) => name);
  const settings = readSettings(document.uri);
  const rounds = skillset.grade?.rounds ?? settings.rounds;
  const graderNames = graders.map(graderName);
  const activity = {
    document: document.uri,
    skills: names,
    topic: mix.topic.name,
    step: `${graderNames.join(', ')} is grading`,
  };
  const plan = { mix: mix.index + 1, graders: graderNames, rounds };
  return tools.activities.run(
    activity,
    `Skillmix: ${names.join(' + ')} / ${mix.topic.name}`,
    ({ abort }, update) =>
      withRun(tools, document.uri, 'grade', plan, async ({ run, ...editorRun }) => {
        const sample = await sampleFor(editorRun, found, text);
        const gradings: Grading[] = [];
        const work = {
          texts: [],
          textCount: 0,
          samples: [sample.id],
          graders,
          rounds,
          retryUnreadable: true,
        };
        const handle = startRun(editorRun.tools, run, work, {
          concurrency: CONCURRENCY,
          budget: NO_BUDGET,
          signal: abort.signal,
          onGrading: (grading) => {
            gradings.push(grading);
            update(`grading: ${gradings.length} of ${handle.progress().gradings.total} rounds`, '');
            tools.stores.changed();
          },
        });
        const summary = await handle.ended;
        if (summary.state === 'cancelled') return { kind: 'cancelled' };
        return { kind: 'graded', sample, gradings, summary };
      }),
  );
}

/** The sample that holds these words for this mix; words that no student wrote are the author's. */
async function sampleFor(
  run: Omit<EditorRun, 'run'>,
  { mix, skillset }: MixInFile,
  text: string,
): Promise<Sample> {
  const mixIds = [mixIdOf(mix, run.tools.digest)];
  const ofMix = await run.tools.store.samples({ file: run.file, mixIds });
  const known = sampleOfText(run.tools.digest, mix, text, ofMix);
  const [marked] = await withMarksOfToday(run.tools.store, skillset, known === undefined ? [] : [known]);
  if (marked !== undefined) return marked;
  // The same mix with a definition of another day has another id.
  const stored = await run.tools.store.samples({ file: run.file });
  const sample = authorSample(run.tools, { runId: run.runId, file: run.file }, { mix, text, stored });
  await run.tools.store.saveSample(sample);
  return sample;
}

/** What did not come to a grading is said, never shown as zero. */
function tellTroubles({ gradings, summary }: GradedMix, graders: readonly Grader[]): void {
  const { failed, unreadable } = summary.progress.gradings;
  const [stopped] = summary.stopped.values();
  const first = gradings.find(({ result }) => result.kind === 'failed');
  const why = stopped?.message ?? (first?.result.kind === 'failed' ? first.result.why : undefined);
  if (why !== undefined) {
    throw new UserError(`${failed} of the rounds failed: ${why}`, [
      { title: 'Choose Models', command: 'skillmix.chooseModels' },
      { title: 'Show Log', command: 'skillmix.showLog' },
    ]);
  }
  const skills = [...summary.withoutCheck.keys()];
  if (skills.length > 0) {
    const only = graders.length === 1 ? ' Nothing was graded.' : '';
    throw new UserError(
      `The rule grader needs a \`check\` for ${skills.map((skill) => `"${skill}"`).join(', ')}.${only} Write one, or choose a model as grader.`,
      [{ title: 'Choose Models', command: 'skillmix.chooseModels' }],
    );
  }
  if (unreadable > 0) {
    void vscode.window.showWarningMessage(
      `${unreadable} of the rounds could not be read. They are not zeros: the panel shows them, and grading again asks them anew.`,
    );
  }
}
