/** What a skillset file and its includes say, without positions. The located form is in `document.ts`. */
import type { StudyPlan } from './study.ts';

/** A language skill that a text can show. */
export interface Skill {
  readonly name: string;
  readonly category: string;
  readonly definition: string;
  readonly example: string;
  /** Other forms that count as naming the skill. */
  readonly aliases: readonly string[];
  /** Frequent in ordinary text, so that the hardest evaluations leave it out. */
  readonly common: boolean;
  /** A regular expression that a text showing the skill matches: ECMAScript with the flags `i` and `u`, less look-around and back references. */
  readonly check?: string;
}

/** What a text is about. */
export interface Topic {
  readonly name: string;
  /** Other forms that count as being on the topic, for the rule grader. */
  readonly aliases: readonly string[];
}

/** A named part of the skills and topics. Which topics a share holds is decided by the study's seed. */
export interface SplitRule {
  readonly name: string;
  /** Undefined: skills of every category. */
  readonly categories?: readonly string[];
  /** Undefined: every skill of the categories. */
  readonly skills?: readonly string[];
  /** Skills and topics that are left out, by name. */
  readonly exclude: readonly string[];
  readonly topics: TopicRule;
}

export type TopicRule =
  | { readonly kind: 'all' }
  /** A share of all topics in (0, 1], drawn with the study's seed. */
  | { readonly kind: 'share'; readonly share: number }
  /** The topics that no split with a share has drawn. */
  | { readonly kind: 'rest' }
  | { readonly kind: 'named'; readonly names: readonly string[] };

/** One entry of `mixes:`, with its references resolved. */
export interface AuthoredMix {
  /** From 0, in the order of the file. */
  readonly index: number;
  readonly skills: readonly Skill[];
  readonly topic: Topic;
  readonly text?: string;
}

/** The `grade:` part of a study. What it leaves out, the settings or the command line decide. */
export interface GradePlan {
  readonly graders: readonly string[];
  readonly rounds?: number;
  /** Whether a skill that is named in the text loses its point. */
  readonly nameRule?: boolean;
}

/** What one file describes, includes merged in. */
export interface Skillset {
  readonly title: string;
  readonly skills: readonly Skill[];
  readonly topics: readonly Topic[];
  readonly splits: readonly SplitRule[];
  readonly mixes: readonly AuthoredMix[];
  readonly seed: number;
  /** The student named by the study, as `endpoint/model`. */
  readonly student?: string;
  readonly grade?: GradePlan;
  /** Which texts the study asks for. */
  readonly study?: StudyPlan;
}

/** The form under which names are compared: case and spacing do not tell two names apart. */
export function nameKey(name: string): string {
  // One plain space is left as it is: a name without anything to change is its own key, and no copy is made.
  return name
    .normalize('NFC')
    .trim()
    .replace(/\s{2,}|[^\S ]/gu, ' ')
    .toLowerCase();
}
