import { distance } from 'fastest-levenshtein';
import { nearestName } from '../facts/didYouMean.ts';
import { nameKey } from '../skillset.ts';

/** The name that was likely meant. */
export interface CloseName {
  readonly name: string;
  /** One slip away, and no other name is: there is nothing to ask. */
  readonly isSure: boolean;
}

/** In shorter words one slip leads to another word. */
const LEAST_LENGTH = 4;

export function closeName(wrong: string, names: readonly string[]): CloseName | undefined {
  const name = nearestName(wrong, names);
  if (name === undefined) return undefined;
  const key = nameKey(wrong);
  const isNear = (one: string) =>
    Math.abs(key.length - nameKey(one).length) <= 1 && distance(key, nameKey(one)) <= 1;
  const isSure = wrong.trim().length >= LEAST_LENGTH && names.filter(isNear).length === 1;
  return { name, isSure };
}
