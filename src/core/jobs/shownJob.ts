import * as v from 'valibot';
import { plural } from '../format/formatCount.ts';
import type { JobKind, JobSpec } from './jobSpec.ts';
import { shownWords } from './quoted.ts';
import type { Target } from './target.ts';

/** What somebody was shown, and agreed to, of a kind of jobs on a target. */
export interface ShownJob {
  /** The settings of the target, and the shape of what ran there, each as text to compare. */
  readonly target: string;
  readonly shape: string;
  /** As it was shown. */
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export type ShownJobs = { readonly [key: string]: ShownJob };

const shownJobs = v.record(
  v.string(),
  v.object({ target: v.string(), shape: v.string(), text: v.string(), at: v.number() }),
);

/** As it was kept; what cannot be read was never shown. */
export function readShownJobs(kept: unknown): ShownJobs {
  const read = v.safeParse(shownJobs, kept);
  return read.success ? read.output : {};
}

interface JobThere {
  /** Its name in the settings. */
  readonly name: string;
  readonly target: Target;
  readonly spec: JobSpec;
}

/** Whether somebody saw what such a job runs there, and neither the target nor what runs has changed since. */
export function wasShown(shown: ShownJobs, job: JobThere): boolean {
  const before = shown[keyOf(job.name, job.spec.kind)];
  return before?.target === JSON.stringify(job.target) && before.shape === shapeOf(job.spec);
}

/** @param at milliseconds since the epoch */
export function withShown(shown: ShownJobs, { name, target, spec }: JobThere, at: number): ShownJobs {
  const entry = {
    target: JSON.stringify(target),
    shape: shapeOf(spec),
    text: runsLines(name, spec).join('\n'),
    at,
  };
  return { ...shown, [keyOf(name, spec.kind)]: entry };
}

function keyOf(name: string, kind: JobKind): string {
  return `${kind} ${name}`;
}

/** What stays the same from job to job of one kind: its programs and options, and not the models, files and counts. */
function shapeOf({ engine, tasks, environment, secrets, needs, kind }: JobSpec): string {
  const command = tasks[0]?.command ?? [];
  const bones = command.map((word, index) => {
    const isValue = command[index - 1]?.startsWith('--') === true && !word.startsWith('-');
    return isValue || /[/\d]/u.test(word) ? VALUE : word;
  });
  return JSON.stringify({ kind, engine, bones, environment: Object.keys(environment), secrets, needs });
}

const VALUE = '…';

/** Exactly what a job runs on its target, in lines for people. */
export function runsLines(target: string, { tasks, files, environment, secrets }: JobSpec): string[] {
  const [first, ...more] = tasks;
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const names = files.map(({ path }) => path);
  return [
    `Exactly this runs on ${target}, in a folder of its own:`,
    `    ${shownWords(first?.command ?? [])}`,
    ...(more.length === 0 ? [] : [`    and ${plural(more.length, 'more run')} of the same, for other files`]),
    ...(names.length === 0 ? [] : [`Files that are sent: ${listed(names)}.`]),
    ...(variables.length === 0 ? [] : [`Variables: ${variables.join(' ')}`]),
    ...(secrets.length === 0
      ? []
      : [`In secret, where you have set it: ${secrets.join(', ')}, in a file that only you can read.`]),
  ];
}

/** So many names are told. */
const MANY = 8;

function listed(names: readonly string[]): string {
  const told = names.slice(0, MANY).join(', ');
  return names.length > MANY ? `${told} and ${names.length - MANY} more` : told;
}
