import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { batchesCommand } from './batches.ts';
import { checkCommand } from './check.ts';
import { compareCommand } from './compare.ts';
import { evaluateCommand } from './evaluate.ts';
import { exportCommand } from './export.ts';
import { generateCommand } from './generate.ts';
import { gradeCommand } from './grade.ts';
import { importCommand } from './import.ts';
import { jobsCommand } from './jobs.ts';
import { planCommand } from './plan.ts';
import { reportCommand } from './report.ts';
import { reviewsCommand } from './reviews.ts';
import { studyCommand } from './study.ts';
import { tablesCommand } from './tables.ts';
import { targetsCommand } from './targets.ts';
import { tell, UsageError, WorkError } from './terminal.ts';
import { trainCommand } from './train.ts';

const OK = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

/** Runs the command line and resolves to the exit code: 0 ok, 1 problems found or work failed, 2 wrong usage. */
export async function runCommandLine(args: readonly string[], signal: AbortSignal): Promise<number> {
  let code = OK;
  const end = (ended: 'ok' | 'failed'): void => {
    code = ended === 'ok' ? OK : FAILED;
  };
  const program = new Command('skillmix')
    .description('Study whether language models can combine skills: check, generate, grade and report.')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({ writeErr: tell })
    .showHelpAfterError('(add --help for the usage)')
    .addHelpText('after', environmentHelp);
  for (const command of [
    checkCommand,
    planCommand,
    generateCommand,
    trainCommand,
    studyCommand,
    evaluateCommand,
    gradeCommand,
    batchesCommand,
    targetsCommand,
    jobsCommand,
    reportCommand,
    compareCommand,
    tablesCommand,
    reviewsCommand,
    exportCommand,
    importCommand,
  ]) {
    program.addCommand(guarded(command({ signal, end })));
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return exitCodeOf(error);
  }
}

/** A command, and those below it, that tell of wrong usage by throwing. */
function guarded(command: Command): Command {
  for (const below of command.commands) guarded(below);
  return command.exitOverride().configureOutput({ writeErr: tell });
}

function exitCodeOf(error: unknown): number {
  // Commander has printed its own message already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? OK : WRONG_USAGE;
  if (error instanceof UsageError) {
    tell(`skillmix: ${error.message}`);
    return WRONG_USAGE;
  }
  if (error instanceof WorkError) tell(`skillmix: ${error.message}`);
  else tell(error instanceof Error ? `skillmix: ${error.message}` : `skillmix: ${String(error)}`);
  if (process.env.SKILLMIX_DEBUG && error instanceof Error) tell(error.stack ?? '');
  return FAILED;
}

const environmentHelp = `
Models are named endpoint/model, as in openai/gpt-4o. The endpoints openai and anthropic take their keys and
addresses from OPENAI_API_KEY, OPENAI_BASE_URL, ANTHROPIC_API_KEY and ANTHROPIC_BASE_URL; more endpoints come
from a file given by --endpoints. Results are kept in .skillmix/skillmix.db beside the skillset.

Exit status: 0 ok, 1 problems found or work failed, 2 wrong usage.`;
