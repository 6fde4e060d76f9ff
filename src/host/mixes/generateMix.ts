import * as vscode from 'vscode';
import { extractAnswer } from '../../core/generation/answer.ts';
import { AUTHORED_SPLIT } from '../../core/mixes/mix.ts';
import { mixIdOf } from '../../core/mixes/mixId.ts';
import {
  type Generated,
  generateSample,
  type Student,
  type TurnEvent,
} from '../../core/runs/generateSample.ts';
import type { StorePort } from '../../core/runs/ports.ts';
import type { MixRecord, Sample } from '../../core/runs/records.ts';
import { UserError } from '../userError.ts';
import { withRun } from './editorRun.ts';
import { insertText } from './insertText.ts';
import { findAgain, findMix, type MixInFile, type MixTarget } from './mixInFile.ts';
import type { MixTools } from './mixTools.ts';

/** Lets the student write a text for a mix and puts it into the file. Resolves to the sample whose text is there now. */
export async function generateMix(
  tools: MixTools,
  target: MixTarget | undefined,
): Promise<Sample | undefined> {
  const before = await findMix(tools.projects, target);
  const student = await chosenStudent(tools, before);
  if (student === undefined) return undefined;
  const generated = await write(tools, before, student);
  if (generated.kind === 'cancelled') return undefined;
  const { sample, cached } = generated;
  if (sample.result.kind !== 'text') throw noText(sample);
  if (!(await insertText(tools, before, sample.result.text))) return undefined;
  if (cached)
    void vscode.window.setStatusBarMessage('Skillmix: the text was in the store; nothing was paid.', 8000);
  return sample;
}

/** Without a student, leads to one. */
async function chosenStudent(tools: MixTools, before: MixInFile): Promise<Student | undefined> {
  const { document } = before.open;
  const student = await tools.models.student(before.skillset, document.uri);
  if (student !== undefined) return student;
  if (!(await tools.chooseModels(document.uri))) return undefined;
  return tools.models.student(before.skillset, document.uri);
}

async function write(tools: MixTools, before: MixInFile, student: Student): Promise<Generated> {
  const { document } = before.open;
  const { mix } = before;
  const names = mix.skills.map(({ name }) => name);
  const activity = {
    document: document.uri,
    skills: names,
    topic: mix.topic.name,
    step: `${student.name} is writing`,
  };
  const title = `Skillmix: ${names.join(' + ')} / ${mix.topic.name}`;
  return tools.activities.run(activity, title, async ({ abort }, update) => {
    const show = (event: TurnEvent): void => {
      if (event.kind === 'retrying') {
        const seconds = Math.ceil(event.after / 1000);
        update(`turn ${event.turn}: ${event.failure.message} Trying again in ${seconds} s.`, '');
        return;
      }
      const text = textSoFar(event.text);
      update(`${student.name} is writing, turn ${event.turn} of 2`, text);
      ghost(tools, before, text);
    };
    try {
      return await withRun(
        tools,
        document.uri,
        'generate',
        { mix: mix.index + 1, student: student.name },
        async (run) => {
          const record: MixRecord = {
            id: mixIdOf(mix, tools.engine.digest),
            skills: mix.skills,
            topic: mix.topic,
            split: AUTHORED_SPLIT,
          };
          const generation = await nextGeneration(run, record, student, mix.text);
          const task = { runId: run.runId, file: run.file, mix: record, student, generation };
          return generateSample(run.tools, task, { signal: abort.signal, watch: show });
        },
      );
    } finally {
      tools.ghost.clear(document);
    }
  });
}

/** What a half reply shows of the answer; nothing while there is none. */
function textSoFar(reply: string): string {
  const answer = extractAnswer(reply);
  return answer.kind === 'answer' ? answer.text : '';
}

/** Beside the mix where it stands now: the lens and the panel show the text too, should it be out of sight. */
function ghost(tools: MixTools, before: MixInFile, text: string): void {
  const { document } = before.open;
  const latest = tools.projects.latest(document) ?? before.open;
  if (latest.version !== document.version) return;
  const now = findAgain(latest, before);
  if (now !== undefined) tools.ghost.show(document, document.positionAt(now.entry.range.start).line, text);
}

/**
 * A mix with a text in the file gets one more; a mix without gets the first that is not known to be unreadable,
 * which costs nothing where it is in the store.
 */
async function nextGeneration(
  run: {
    readonly tools: { readonly store: Pick<StorePort, 'samples'> };
    readonly file: string;
  },
  record: MixRecord,
  student: Student,
  text: string | undefined,
): Promise<number> {
  const stored = await run.tools.store.samples({ file: run.file, mixIds: [record.id] });
  const own = stored.filter(({ mix, student: name }) => mix.split === record.split && name === student.name);
  if (text !== undefined && text.trim() !== '')
    return Math.max(0, ...own.map(({ generation }) => generation)) + 1;
  const unusable = new Set(
    own.filter(({ result }) => result.kind === 'unreadable').map(({ generation }) => generation),
  );
  let generation = 1;
  while (unusable.has(generation)) generation += 1;
  return generation;
}

function noText(sample: Sample): UserError {
  const why = sample.result.kind === 'text' ? '' : sample.result.why;
  const what =
    sample.result.kind === 'unreadable'
      ? `${sample.student} replied, but without a usable text: ${why}. Nothing was inserted; the reply is kept.`
      : `${sample.student} sent no reply: ${why}`;
  return new UserError(what, [
    { title: 'Show Results', command: 'skillmix.showResults' },
    { title: 'Choose Models', command: 'skillmix.chooseModels' },
  ]);
}
