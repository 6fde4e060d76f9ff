import type { SampleDetail } from '../../protocol/panel.ts';
import type { Sample } from '../runs/records.ts';
import { groupAnchor } from './anchors.ts';

/** Chooses the texts that a report holds while all of them go by. */
export interface TextChoice {
  /** Whether this one becomes part of the report: then it must be added. */
  takes(sample: Sample): boolean;
  add(text: SampleDetail): void;
  /** By student, split and k. */
  shown(): readonly SampleDetail[];
}

export interface TextChoiceOptions {
  /** In all, but for those of `always`. */
  readonly most: number;
  /** Of student, split and k. */
  readonly groups: number;
  /** The ids of texts that are in it in any case. */
  readonly always: ReadonlySet<string>;
}

/** The first of each group, the same number of each, so that no figure is without a text. */
export function createTextChoice({ most, groups, always }: TextChoiceOptions): TextChoice {
  const ofEach = Math.max(1, Math.floor(most / Math.max(1, groups)));
  const taken = new Map<string, number>();
  const texts: SampleDetail[] = [];
  return {
    takes({ id, student, mix }) {
      if (always.has(id)) return true;
      if (most === 0) return false;
      const group = groupAnchor({ student, split: mix.split, k: mix.skills.length });
      const count = taken.get(group) ?? 0;
      if (count >= ofEach) return false;
      taken.set(group, count + 1);
      return true;
    },
    add: (text) => void texts.push(text),
    shown: () =>
      texts.toSorted(
        ({ sample: one }, { sample: other }) =>
          one.student.localeCompare(other.student, 'en') ||
          one.split.localeCompare(other.split, 'en') ||
          one.k - other.k,
      ),
  };
}
