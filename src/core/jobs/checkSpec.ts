import type { JobSpec } from './jobSpec.ts';

/** What makes a job impossible to dispatch, in sentences; none for a sound one. These are mistakes of a program. */
export function specProblems(spec: JobSpec): string[] {
  const paths = [
    ...spec.files.map(({ path }) => path),
    ...spec.tasks.flatMap(({ evidence }) => ('path' in evidence ? [evidence.path] : [])),
  ];
  const values = [...spec.tasks.flatMap(({ command }) => command), ...Object.values(spec.environment)];
  const names = [...Object.keys(spec.environment), ...spec.secrets];
  return [
    ...(spec.tasks.length === 0 ? ['It has no tasks.'] : []),
    ...(spec.tasks.some(({ command }) => !command[0]) ? ['A task has no program.'] : []),
    ...paths.filter((path) => !isJobPath(path)).map((path) => `The path "${path}" cannot be used in a job.`),
    ...(new Set(spec.files.map(({ path }) => path)).size < spec.files.length
      ? ['Two files have one path.']
      : []),
    ...values
      .filter((value) => /[\n\r\0]/.test(value))
      .map((value) => `A line break in ${JSON.stringify(value)}.`),
    ...names.filter((name) => !/^[A-Za-z_]\w*$/.test(name)).map((name) => `"${name}" is no variable.`),
  ];
}

/** Relative, of plain characters, inside the job's folder, and not among the supervisor's own files. */
export function isJobPath(path: string): boolean {
  const parts = path.split('/');
  return (
    /^[\w./-]+$/.test(path) &&
    !path.startsWith('-') &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..') &&
    parts[0] !== '.job'
  );
}
