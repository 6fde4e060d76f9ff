import * as v from 'valibot';
import type { Target } from './target.ts';

export interface ReadTargets {
  readonly targets: ReadonlyMap<string, Target>;
  /** Sentences about what cannot be used; such a target is left out. */
  readonly problems: readonly string[];
}

/** Reads the setting `skillmix.targets`, or a file of the same form: an object of targets by name. */
export function readTargets(value: unknown): ReadTargets {
  const targets = new Map<string, Target>();
  const problems: string[] = [];
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return {
      targets,
      problems: value == null ? [] : ['Targets are written as an object: a name, and what it is.'],
    };
  for (const [name, described] of Object.entries(value)) {
    const parsed = v.safeParse(shape, described);
    if (name.trim() === '') problems.push('A target needs a name.');
    else if (parsed.success) targets.set(name, parsed.output);
    else problems.push(problemMessage(name, parsed.issues[0]));
  }
  return { targets, problems };
}

const text = v.pipe(
  v.string('must be text'),
  v.trim(),
  v.nonEmpty('must not be empty'),
  v.check((value) => !/\p{Cc}/u.test(value), 'must hold no line break or other control character'),
);
const count = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(1, 'must be at least 1'),
);
/** What `ssh` would take for an option is no host. */
const host = v.pipe(
  text,
  v.regex(/^[^\s-]\S*$/, 'must be a host as ssh takes it, such as lab or me@lab.example'),
);
const option = v.pipe(text, v.regex(/^-/, 'must be options of sbatch, such as "--exclusive"'));
const anywhere = { folder: v.exactOptional(text), environment: v.exactOptional(text) };

const shape: v.GenericSchema<unknown, Target> = v.variant(
  'kind',
  [
    v.strictObject({ kind: v.literal('local'), ...anywhere }),
    v.strictObject({ kind: v.literal('ssh'), host, ...anywhere }),
    v.strictObject({
      kind: v.literal('slurm'),
      host: v.exactOptional(host),
      partition: v.exactOptional(text),
      account: v.exactOptional(text),
      qos: v.exactOptional(text),
      time: v.exactOptional(
        v.pipe(text, v.regex(/^[\d:-]+$/, 'must be a time as sbatch takes it, such as 12:00:00')),
      ),
      gpus: v.exactOptional(count),
      gpuType: v.exactOptional(text),
      nodes: v.exactOptional(count),
      cpusPerTask: v.exactOptional(count),
      memory: v.exactOptional(
        v.pipe(text, v.regex(/^\d+[KMGT]?$/, 'must be an amount as sbatch takes it, such as 64G')),
      ),
      arrayLimit: v.exactOptional(count),
      extra: v.exactOptional(v.array(option, 'must be a list')),
      modules: v.exactOptional(v.array(text, 'must be a list')),
      ...anywhere,
    }),
  ],
  'must be "local", "ssh" or "slurm"',
);

function problemMessage(name: string, issue: v.BaseIssue<unknown>): string {
  const key = v.getDotPath(issue);
  const of = `The target "${name}"`;
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return `${of} has an unknown setting "${key}": remove it.`;
  if (issue.type === 'strict_object') return `${of} needs the setting "${key}".`;
  return `${of}: ${key === null ? 'it' : `"${key}"`} ${issue.message}.`;
}
