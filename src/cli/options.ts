import { InvalidArgumentError, Option } from 'commander';
import { DEFAULT_ROUNDS, readBudget } from '../core/skillset/schema/study.ts';

/** A whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least}.`);
  };
}

export function decimal(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a number from ${least} to ${most}.`);
  };
}

/** For an option that may be given several times. */
export function collect<T>(read: (text: string) => T): (text: string, before: T[] | undefined) => T[] {
  return (text, before) => [...(before ?? []), read(text)];
}

export const formatOption = (formats: readonly [string, ...string[]]): Option =>
  new Option('--format <format>', 'how to print the result').choices(formats).default(formats[0]);

export const storeOption = (): Option =>
  new Option('--store <file>', 'the SQLite file (default: .skillmix/skillmix.db beside the skillset)');

export const endpointsOption = (): Option =>
  new Option(
    '--endpoints <file>',
    'a JSON file of further endpoints, in the form of the setting skillmix.endpoints',
  );

export const concurrencyOption = (): Option =>
  new Option(
    '--concurrency <n>',
    'how many calls at a time at each endpoint, or auto: as many as it takes well (default: auto)',
  ).argParser((text) => (text === 'auto' ? text : wholeNumber(1)(text)));

export const budgetOption = (): Option =>
  new Option(
    '--budget <amount>',
    'the most that all runs of this file may use, as in "50 USD" or "2000000 tokens" (default: the study’s)',
  ).argParser((text) => {
    const budget = readBudget(text);
    if (budget !== undefined) return budget;
    throw new InvalidArgumentError('Write an amount in US dollars or tokens, as in "50 USD".');
  });

export const graderOption = (): Option =>
  new Option(
    '--grader <endpoint/model|rule>',
    'who grades (default: the study’s graders); may be given again',
  ).argParser(collect((text) => text));

export const roundsOption = (): Option =>
  new Option(
    '--rounds <n>',
    `rounds for each model grader (default: the study’s, or ${DEFAULT_ROUNDS})`,
  ).argParser(wholeNumber(1));

export const studentOption = (): Option =>
  new Option(
    '--student <endpoint/model>',
    'who writes (default: the study’s student); may be given again',
  ).argParser(collect((text) => text));

export const pricesOption = (): Option =>
  new Option(
    '--prices <file>',
    'a JSON file of prices in US dollars per million tokens, as in {"lab/m": {"input": 0, "output": 0}}',
  );

export const batchOption = (): Option =>
  new Option(
    '--batch',
    'ask through the providers’ batch APIs, at half the price within a day; run again to collect and go on',
  );

export const waitOption = (): Option =>
  new Option('--wait', 'with --batch: wait for the batches, and go on until all is done');

export const targetsOption = (): Option =>
  new Option(
    '--targets <file>',
    'a YAML file of targets, in the form of the setting skillmix.targets (default: .skillmix/targets.yaml beside the skillset)',
  );
