import { InvalidArgumentError, Option } from 'commander';

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
  new Option('--concurrency <n>', 'how many calls at a time').argParser(wholeNumber(1)).default(8);
