import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import type { Skillset } from '../core/skillset/skillset.ts';
import { advanceStudy, type StudyTools } from '../core/study/advanceStudy.ts';
import { formatStages } from '../core/study/formatStages.ts';
import { type StageWork, stageRunners } from '../core/study/stageRunners.ts';
import { studyStages } from '../core/study/stages.ts';
import type { CommandContext } from './commandContext.ts';
import { evaluateOnTarget } from './evaluateOnTarget.ts';
import { targetsOption } from './options.ts';
import { pricesFrom } from './prices.ts';
import { readSkillset } from './readSkillset.ts';
import { reportCommand } from './report.ts';
import { addRunFlags } from './runFlags.ts';
import { runStudyPart } from './runStudyPart.ts';
import { lookAtFile, type WholeStudyFlags } from './studyWork.ts';
import { harmless, print, printJson, tell } from './terminal.ts';
import { runTraining } from './train.ts';

interface StudyCommandFlags extends WholeStudyFlags {
  readonly status?: boolean;
}

/** In milliseconds: how often targets and batches are asked while it is waited for them. */
const LOOK_AGAIN = 15_000;

export function studyCommand(context: CommandContext): Command {
  const command = new Command('study')
    .description(
      'Run the whole study: data, training, evaluation, grading and report, each from where it is.',
    )
    .argument('<file>', 'a skillset file')
    .option('--status', 'show how far it is, and do nothing; with --format json for programs')
    .addOption(targetsOption());
  return addRunFlags(command)
    .addHelpText(
      'after',
      '\nWhat is done is told by the store each time: leave it and run it again at any moment, with --wait to stay until all is done.',
    )
    .action(async (file: string, flags: StudyCommandFlags) => {
      const skillset = await readSkillset(file);
      const priceOf = await pricesFrom(flags.prices);
      const facts = () => lookAtFile(file, skillset, flags, { priceOf, signal: context.signal });
      if (!flags.status) return runStudy(file, skillset, flags, { ...context, facts });
      const stages = studyStages(await facts());
      if (flags.format === 'json') printJson({ stages });
      else print(harmless(formatStages(stages)));
    });
}

type StudyContext = CommandContext & Pick<StudyTools, 'facts'>;

async function runStudy(
  file: string,
  skillset: Skillset,
  flags: StudyCommandFlags,
  { signal, end, facts }: StudyContext,
): Promise<void> {
  const stages = await advanceStudy({
    facts,
    run: stageRunners(skillset, facts, stagesByCommand(file, skillset, flags, signal)),
    onStages: (now) => tell(harmless(`\n${formatStages(now)}`)),
    ...(flags.wait && { wait: () => delay(LOOK_AGAIN, undefined, { signal }).catch(() => undefined) }),
    signal,
  });
  const open = stages.find(({ state }) => state !== 'done');
  if (open !== undefined) tell(`Run the same command again to go on with: ${open.name}.`);
  else await reportCommand({ signal, end }).parseAsync(reportWords(file, flags), { from: 'user' });
  end(open?.state === 'failed' ? 'failed' : 'ok');
}

/** Each stage is done by the command that does it alone, so that both do the same. */
function stagesByCommand(
  file: string,
  skillset: Skillset,
  flags: StudyCommandFlags,
  signal: AbortSignal,
): StageWork {
  const asText = { ...flags, format: 'text' };
  const endOf = async (work: (context: CommandContext) => Promise<unknown>): Promise<'done' | 'failed'> => {
    const ends: ('done' | 'failed')[] = [];
    await work({ signal, end: (how) => ends.push(how === 'ok' ? 'done' : 'failed') });
    return ends.at(-1) ?? 'done';
  };
  return {
    part: (purpose) => endOf((context) => runStudyPart(purpose, file, skillset, asText, context)),
    train: async () => {
      const end = await endOf((context) => runTraining(file, { ...flags, wait: false }, context));
      return end === 'failed' ? end : 'waiting';
    },
    onTarget: async () => {
      const states: string[] = [];
      const end = await endOf(async (context) => {
        const { state } = await evaluateOnTarget(file, skillset, { ...asText, wait: false }, context);
        states.push(state);
      });
      return states.includes('waiting') ? 'waiting' : end;
    },
  };
}

function reportWords(file: string, { store }: StudyCommandFlags): string[] {
  return [file, '--purpose', 'evaluate', ...(store === undefined ? [] : ['--store', store])];
}
