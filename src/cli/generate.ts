import { Command } from 'commander';
import { sha256 } from '../adapters/system/sha256.ts';
import { drawMixes } from '../core/mixes/drawMixes.ts';
import { ALL_SPLIT, AUTHORED_SPLIT, type Mix } from '../core/mixes/mix.ts';
import { mixIdOf } from '../core/mixes/mixId.ts';
import { resolveSplit } from '../core/mixes/splits.ts';
import type { GenerationTask, Student } from '../core/runs/generateSample.ts';
import type { MixRecord, RunId, Sample } from '../core/runs/records.ts';
import { type GenerationSummary, runGeneration } from '../core/runs/runGeneration.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import type { CommandContext } from './commandContext.ts';
import { studentFrom } from './models.ts';
import {
  collect,
  concurrencyOption,
  decimal,
  endpointsOption,
  formatOption,
  storeOption,
  wholeNumber,
} from './options.ts';
import { readSkillset } from './readSkillset.ts';
import { print, printJson, tell, UsageError } from './terminal.ts';
import { withRun } from './workplace.ts';

interface GenerateOptions {
  readonly mix?: readonly number[];
  readonly k?: readonly number[];
  readonly split: string;
  readonly count: number;
  readonly seed?: number;
  readonly independent?: boolean;
  readonly student?: string;
  readonly generations: number;
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly retryUnreadable?: boolean;
  readonly concurrency: number;
  readonly store?: string;
  readonly endpoints?: string;
  readonly format: string;
}

export function generateCommand({ signal, end }: CommandContext): Command {
  return new Command('generate')
    .description('Let a student write texts for mixes, in two turns, and keep them in the store.')
    .argument('<file>', 'a skillset file')
    .option('--mix <n>', 'the nth entry of `mixes:`, from 1; may be given again', collect(wholeNumber(1)))
    .option('--k <k>', 'draw mixes of k skills; may be given again', collect(wholeNumber(1)))
    .option('--split <name>', 'the split to draw from', ALL_SPLIT)
    .option('--count <n>', 'how many mixes to draw for each k', wholeNumber(1), 1)
    .option('--seed <n>', 'the seed of the drawing (default: the study’s)', wholeNumber(0))
    .option(
      '--independent',
      'draw the mixes of each k afresh; otherwise those of k are part of those of k + 1',
    )
    .option('--student <endpoint/model>', 'who writes (default: the study’s student)')
    .option('--generations <n>', 'how many texts for each mix', wholeNumber(1), 1)
    .option('--temperature <t>', 'the student’s temperature (default: the endpoint’s)', decimal(0, 2))
    .option('--max-tokens <n>', 'the most tokens of one reply (default: the endpoint’s)', wholeNumber(1))
    .option('--retry-unreadable', 'ask anew where a stored reply held no usable answer')
    .addOption(concurrencyOption())
    .addOption(storeOption())
    .addOption(endpointsOption())
    .addOption(formatOption(['text', 'json']))
    .addHelpText(
      'after',
      '\nWithout --mix and --k, every entry of `mixes:` gets a text. Run again to resume: what is stored is not paid again.',
    )
    .action(async (file: string, options: GenerateOptions) => {
      const skillset = await readSkillset(file);
      const mixes = chooseMixes(skillset, options);
      const student = studentFrom(options, skillset);
      const summary = await withRun(
        { kind: 'generate', file, plan: { ...options, student: student.name }, store: options.store },
        (run) =>
          runGeneration(run.tools, tasksFor(mixes, run, student, options), {
            concurrency: options.concurrency,
            signal,
            onSample: (sample, cached) => tell(progressLine(sample, cached)),
          }),
      );
      printSummary(summary, options.format);
      end(isFailure(summary) ? 'failed' : 'ok');
    });
}

interface ChosenMix {
  readonly mix: Mix;
  readonly split: string;
  readonly seed?: number;
}

function chooseMixes(skillset: Skillset, options: GenerateOptions): ChosenMix[] {
  if (options.k === undefined) return authoredMixes(skillset, options.mix);
  if (options.mix !== undefined) throw new UsageError('Give --mix or --k, not both.');
  return options.k.flatMap((k) => drawn(skillset, k, options));
}

function authoredMixes(skillset: Skillset, wanted: readonly number[] | undefined): ChosenMix[] {
  if (skillset.mixes.length === 0) {
    throw new UsageError('The file has no `mixes:`. Add one, or draw some with --k.');
  }
  const numbers = wanted ?? skillset.mixes.map(({ index }) => index + 1);
  return numbers.map((number) => {
    const mix = skillset.mixes.find(({ index }) => index === number - 1);
    if (mix === undefined)
      throw new UsageError(`There is no mix ${number}: the file has ${skillset.mixes.length}.`);
    return { mix, split: AUTHORED_SPLIT };
  });
}

function drawn(skillset: Skillset, k: number, options: GenerateOptions): ChosenMix[] {
  const { split: name, count, independent } = options;
  const split = resolveSplit(skillset, name);
  if (split.kind === 'unknown') {
    throw new UsageError(`There is no split "${name}". Known: ${split.known.join(', ')}.`);
  }
  const seed = options.seed ?? skillset.seed;
  const { skills, topics } = split;
  const result = drawMixes({ skills, topics, k, count, seed, order: independent ? 'independent' : 'nested' });
  if (result.kind === 'too-few') {
    throw new UsageError(
      `The split "${name}" has only ${result.available} different mixes of ${k} skills and a topic; ${count} were asked for. Lower --count or --k.`,
    );
  }
  return result.mixes.map((mix) => ({ mix, split: split.name, seed }));
}

function tasksFor(
  mixes: readonly ChosenMix[],
  run: { readonly runId: RunId; readonly file: string },
  student: Student,
  options: GenerateOptions,
): GenerationTask[] {
  return mixes.flatMap(({ mix, split, seed }) => {
    const record: MixRecord = {
      id: mixIdOf(mix, sha256),
      skills: mix.skills,
      topic: mix.topic,
      split,
      ...(seed === undefined ? {} : { seed }),
    };
    return Array.from({ length: options.generations }, (_, index) => ({
      runId: run.runId,
      file: run.file,
      mix: record,
      student,
      generation: index + 1,
      ...(options.retryUnreadable ? { retryUnreadable: true } : {}),
    }));
  });
}

/** Nothing to show for it, or a call that found no reply. */
function isFailure(summary: GenerationSummary): boolean {
  const nothing = summary.samples.length > 0 && summary.unreadable === summary.samples.length;
  return summary.failed > 0 || summary.notAsked > 0 || nothing;
}

function progressLine({ mix, student, generation, result }: Sample, cached: boolean): string {
  const names = mix.skills.map(({ name }) => name).join(' + ');
  const state = result.kind === 'text' ? 'ok' : `${result.kind}: ${result.why}`;
  return `${student}  ${names} / ${mix.topic.name}  #${generation}  ${state}${cached ? ' (stored)' : ''}`;
}

function printSummary(summary: GenerationSummary, format: string): void {
  const { samples, cached, unreadable, failed, notAsked, cancelled, stoppedBy } = summary;
  if (format === 'json') {
    printJson({
      samples: samples.map(sampleJson),
      cached,
      unreadable,
      failed,
      notAsked,
      cancelled,
      stoppedBy: stoppedBy ?? null,
    });
  } else {
    for (const sample of samples) print(sampleText(sample));
  }
  tell(
    `${samples.length} samples: ${cached} stored before, ${unreadable} unreadable, ${failed} failed, ${notAsked} not asked.`,
  );
  if (stoppedBy !== undefined) tell(`Stopped: ${stoppedBy.message}`);
  if (cancelled) tell('Cancelled. What was finished is kept; run the same command again to go on.');
}

function sampleJson({ id, mix, student, generation, result, draft }: Sample): unknown {
  return {
    id,
    student,
    generation,
    k: mix.skills.length,
    split: mix.split,
    skills: mix.skills.map(({ name }) => name),
    topic: mix.topic.name,
    state: result.kind,
    ...(result.kind === 'text'
      ? { text: result.text, explanation: result.explanation ?? null }
      : { why: result.why }),
    draft: draft ?? null,
  };
}

function sampleText({ mix, result }: Sample): string {
  const names = mix.skills.map(({ name }) => name).join(' + ');
  return `# ${names} / ${mix.topic.name}\n${result.kind === 'text' ? result.text : `(${result.kind}: ${result.why})`}\n`;
}
