import type { Command } from 'commander';
import type { Sampling } from '../core/runs/records.ts';
import type { Budget } from '../core/skillset/study.ts';
import {
  batchOption,
  budgetOption,
  concurrencyOption,
  decimal,
  endpointsOption,
  formatOption,
  graderOption,
  pricesOption,
  roundsOption,
  storeOption,
  waitOption,
  wholeNumber,
} from './options.ts';

/** How the flags ask students to write. */
export function samplingOf({ temperature, maxTokens }: RunFlags): Sampling {
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
  };
}

/** Calls at a time at each endpoint; undefined: as many as each takes well. */
export function mostAtOnce({ concurrency }: RunFlags): number | undefined {
  return concurrency === 'auto' ? undefined : concurrency;
}

export function endpointsOf({ endpoints }: RunFlags): { readonly endpoints?: string } {
  return endpoints === undefined ? {} : { endpoints };
}

/** The options that every command has in common that lets students write. */
export interface RunFlags {
  readonly grader?: readonly string[];
  readonly rounds?: number;
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly retryUnreadable?: boolean;
  readonly concurrency?: number | 'auto';
  readonly budget?: Budget;
  readonly prices?: string;
  readonly allowUnpriced?: boolean;
  readonly batch?: boolean;
  readonly wait?: boolean;
  readonly store?: string;
  readonly endpoints?: string;
  readonly format: string;
}

/** The options of a command that lets students write. */
export function addRunFlags(command: Command): Command {
  command
    .addOption(graderOption())
    .addOption(roundsOption())
    .option('--temperature <t>', 'the student’s temperature (default: the endpoint’s)', decimal(0, 2))
    .option('--max-tokens <n>', 'the most tokens of one reply (default: the endpoint’s)', wholeNumber(1))
    .option('--retry-unreadable', 'ask anew where a stored reply held no usable answer or grading');
  return addCallFlags(command);
}

/** How models are asked, what may be spent, and where results go. */
export function addCallFlags(command: Command): Command {
  return command
    .addOption(concurrencyOption())
    .addOption(budgetOption())
    .addOption(pricesOption())
    .option('--allow-unpriced', 'with a budget in money: also ask models whose price is not known')
    .addOption(batchOption())
    .addOption(waitOption())
    .addOption(storeOption())
    .addOption(endpointsOption())
    .addOption(formatOption(['text', 'json']));
}
