import type { EngineName, JobSpec } from '../../core/jobs/jobSpec.ts';
import { quoted } from '../../core/jobs/quoted.ts';
import type { Target } from '../../core/jobs/target.ts';
import { NOT_THERE } from './callFailure.ts';
import supervisor from './supervisor.sh';

/** How every script begins: it sets `base`, where all is kept, and `D`, the job's folder, both absolute. */
export function inFolder(target: Target, job: string, script: string): string {
  return `${target.kind === 'slurm' ? FIND_SLURM : ''}set -u
umask 077
base=${quoted(target.folder ?? '.skillmix')}
case $base in
/*) ;;
'~/'*) base=$HOME/\${base#??} ;;
*) base=$HOME/$base ;;
esac
D=$base/jobs/${quoted(job)}
${script}`;
}

/** Some clusters put Slurm's programs into the path by the files of a login shell only. */
const FIND_SLURM = `command -v sbatch >/dev/null 2>&1 || { [ -r /etc/profile ] && . /etc/profile >/dev/null 2>&1; }
`;

/** A script for a job that must be there: of one whose upload was cut there may be a folder alone. */
export function onJob(target: Target, job: string, script: string): string {
  return inFolder(target, job, `[ -f "$D/.job/supervisor.sh" ] || exit ${NOT_THERE}\n${script}`);
}

/** Sets `environment`, the absolute folder of the environment that holds the engine there. */
export function findEnvironment(target: Target, engine: EngineName): string {
  return `environment=${quoted(target.environment ?? `environments/${engine}`)}
case $environment in
/*) ;;
'~/'*) environment=$HOME/\${environment#??} ;;
*) environment=$base/$environment ;;
esac
`;
}

/** The files by which the supervisor knows the job. */
export function controlFiles(id: string, spec: JobSpec, grace: number): { path: string; content: string }[] {
  const lines = (words: readonly string[]): string => words.map((word) => `${word}\n`).join('');
  const proofs = spec.tasks.map(({ evidence }, task) =>
    evidence.kind === 'none' ? [] : [`${task} ${evidence.kind} ${evidence.path}`],
  );
  return [
    { path: '.job/supervisor.sh', content: supervisor },
    { path: '.job/id', content: `${id}\n` },
    { path: '.job/grace', content: `${grace}\n` },
    { path: '.job/evidence', content: lines(proofs.flat()) },
    {
      path: '.job/env',
      content: lines(Object.entries(spec.environment).map(([name, value]) => `${name}=${value}`)),
    },
    ...spec.tasks.map(({ command }, task) => ({ path: `.job/argv.${task}`, content: lines(command) })),
  ];
}

/** Defines `sum FILE`: its SHA-256, by whichever program there is. */
export const DEFINE_SUM = `sum() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum <"$1" | cut -c 1-64
  elif command -v shasum >/dev/null 2>&1; then shasum -a 256 <"$1" | cut -c 1-64
  else openssl dgst -sha256 <"$1" | sed 's/.*[ =]//'; fi
}
`;
