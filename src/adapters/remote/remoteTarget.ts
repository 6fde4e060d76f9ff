import type { LogPlace } from '../../core/jobs/job.ts';
import type { JobSpec } from '../../core/jobs/jobSpec.ts';
import { quoted } from '../../core/jobs/quoted.ts';
import { readFacts } from '../../core/jobs/readFacts.ts';
import { readProbe } from '../../core/jobs/readProbe.ts';
import { batchScript, sbatchWords } from '../../core/jobs/slurm.ts';
import type { Target } from '../../core/jobs/target.ts';
import type {
  JobStart,
  JobToSend,
  LogPiece,
  RemoteFile,
  TargetOutcome,
  TargetPort,
} from '../../core/jobs/targetPort.ts';
import { NOT_THERE, scriptFailure } from './callFailure.ts';
import {
  type CallOptions,
  type Connection,
  localConnection,
  type Reply,
  sshConnection,
} from './connection.ts';
import { downloadFile, placeOf } from './download.ts';
import { controlFiles, findEnvironment, inFolder, onJob } from './jobFolder.ts';
import { modelConfigScript } from './modelConfigScript.ts';
import { probeScript } from './probeScript.ts';
import { openTunnel } from './tunnel.ts';
import { uploadFiles } from './upload.ts';

export interface RemoteOptions {
  /** How long an engine has to follow a cancel before it is killed, in seconds. */
  readonly grace?: number;
}

/** A target as the settings describe it. Nothing is connected before something is asked. */
export function remoteTarget(name: string, target: Target, { grace = 30 }: RemoteOptions = {}): TargetPort {
  const host = 'host' in target ? target.host : undefined;
  const connection = host === undefined ? localConnection() : sshConnection(host);
  const place = (job: string) => ({ connection, target, job });

  async function ask<T>(
    script: string,
    read: (reply: Reply) => T | undefined,
    signal: AbortSignal,
    options?: CallOptions,
  ): Promise<TargetOutcome<T>> {
    const reply = await connection.call(script, signal, options);
    if (reply.kind === 'failure') return reply;
    if (reply.code !== 0)
      return { kind: 'failure', failure: scriptFailure(connection.host, reply.code, reply.err) };
    const value = read(reply);
    return value === undefined ? unreadable(connection) : { kind: 'ok', value };
  }

  const supervise = (job: JobToSend, script: string, signal: AbortSignal, input?: string) =>
    ask(
      onJob(target, job.id, script),
      ({ out }) => readFacts(out.toString()),
      signal,
      input === undefined ? {} : { input },
    );

  return {
    name,
    target,
    probe: (signal) =>
      ask(
        inFolder(target, '', probeScript(target.environment)),
        ({ out }) => readProbe(out.toString()),
        signal,
      ),
    modelConfig: (model, engine, signal) =>
      ask(
        inFolder(target, '', `${findEnvironment(target, engine)}${modelConfigScript}`),
        ({ out }) => out.toString(),
        signal,
        { input: `${model}\n` },
      ),
    upload: ({ id, spec }, onTransfer, signal) =>
      uploadFiles(place(id), [...spec.files, ...controlFiles(id, spec, grace)], onTransfer, signal),
    start: (job, start, signal) =>
      supervise(job, startScript(target, job.spec, start), signal, secretLines(start.secrets)),
    status: (job, signal) => supervise(job, 'sh "$D/.job/supervisor.sh" status "$D"', signal),
    cancel: (job, start, signal) => supervise(job, `sh "$D/.job/supervisor.sh" cancel "$D" ${start}`, signal),
    readLog: (id, from, limit, signal) =>
      ask(onJob(target, id, logScript(from, limit)), ({ out }) => readPiece(from, out), signal),
    readFile: (id, path, limit, signal) =>
      ask(
        onJob(
          target,
          id,
          `[ -f "$D"/${quoted(path)} ] || exit ${NOT_THERE}\nhead -c ${limit} "$D"/${quoted(path)}`,
        ),
        ({ out }) => new Uint8Array(out),
        signal,
      ),
    listFiles: (id, path, signal) =>
      ask(onJob(target, id, listScript(path)), ({ out }) => readList(path, out.toString()), signal),
    async download(id, { files, below, to }, onTransfer, signal) {
      const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
      let done = 0;
      for (const file of files) {
        const onBytes = (more: number): void => {
          done += more;
          onTransfer(done, total);
        };
        const outcome = await downloadFile(place(id), file, placeOf(file, below, to), onBytes, signal);
        if (outcome.kind === 'failure') return outcome;
      }
      return { kind: 'ok', value: undefined };
    },
    remove: (id, signal) => ask(inFolder(target, id, REMOVE), () => null, signal).then(nothing),
    async forward(id, port, signal) {
      const script = onJob(target, id, 'sh "$D/.job/supervisor.sh" where "$D"');
      const place = await ask(script, ({ out }) => readPlace(out.toString()), signal);
      if (place.kind === 'failure') return place;
      const { host, key } = place.value;
      const tunnel = await openTunnel(connection, { host, port }, signal);
      if (tunnel.kind === 'failure' || key === undefined) return tunnel;
      return { kind: 'ok', value: { ...tunnel.value, key } };
    },
    close: () => connection.close(),
  };
}

/** The start's own files, and then what begins it: the supervisor here, or Slurm. */
function startScript(target: Target, spec: JobSpec, { number, tasks, secrets }: JobStart): string {
  const onSlurm = target.kind === 'slurm' && spec.kind !== 'setup';
  return `S=$D/.job/start.${number}
# Puts what it reads there as a whole: others may write, read or remove it meanwhile.
place() { cat >"$1.$me" && mv -f "$1.$me" "$1"; }
me=$(uname -n).$$
${findEnvironment(target, spec.engine)}printf '%s\\n' "$environment/bin" | place "$D/.job/path" || exit 1
sh "$D/.job/supervisor.sh" vacant "$D" ${number} </dev/null || exit
mkdir -p "$S" || exit 1
# What has begun has its secrets already, and what has ended needs none.
if [ ! -L "$S/claim" ] && [ ! -f "$S/slurm" ]; then
  # Counted before it is there: the job of another that starts it may end meanwhile and take the secrets away.
  cat >"$S/secrets.$me" && [ "$(wc -c <"$S/secrets.$me")" -eq ${Buffer.byteLength(secretLines(secrets))} ] &&
    mv -f "$S/secrets.$me" "$S/secrets" || { rm -f "$S/secrets.$me"; exit 1; }
fi
if [ ! -f "$S/tasks" ]; then printf '%s\\n' ${tasks.join(' ')} | place "$S/tasks" || exit 1; fi
${onSlurm ? submission(target, spec, number, tasks) : ''}sh "$D/.job/supervisor.sh" ${onSlurm ? 'submit' : 'start'} "$D" ${number}`;
}

function submission(
  target: Extract<Target, { kind: 'slurm' }>,
  spec: JobSpec,
  number: number,
  tasks: readonly number[],
): string {
  const words = sbatchWords(target, spec, tasks).map(quoted).join(' ');
  return `printf '%s\\n' ${words} | place "$S/sbatch" || exit 1
printf '%s' ${quoted(batchScript(number, target.modules))} | place "$S/batch.sh" || exit 1
`;
}

function secretLines(secrets: { readonly [name: string]: string }): string {
  return Object.entries(secrets)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function logScript({ task, attempt, offset }: LogPlace, limit: number): string {
  const file = `"$D/.job/task.${task}/${attempt}/log"`;
  return `[ -f ${file} ] || exit ${NOT_THERE}
wc -c <${file}
tail -c +${offset + 1} ${file} | head -c ${limit}`;
}

function readPiece(from: LogPlace, out: Buffer): LogPiece | undefined {
  const line = out.indexOf('\n');
  const length = Number(out.subarray(0, line).toString().trim());
  if (line < 0 || !Number.isSafeInteger(length)) return undefined;
  return { from, bytes: new Uint8Array(out.subarray(line + 1)), length };
}

/** `ADDRESS KEY`, where the key may be missing. */
function readPlace(text: string): { readonly host: string; readonly key?: string } | undefined {
  const [, host, key] = /^([\w.:-]+) ([0-9a-f]*)\n$/.exec(text) ?? [];
  if (host === undefined) return undefined;
  return { host, ...(key !== undefined && key !== '' && { key }) };
}

function listScript(path: string): string {
  return `cd "$D"/${quoted(path)} 2>/dev/null || exit ${NOT_THERE}
find . -type f | LC_ALL=C sort | while IFS= read -r file; do
  printf '%s %s\\n' "$(wc -c <"$file" | tr -d ' ')" "$file"
done`;
}

function readList(path: string, text: string): RemoteFile[] {
  return text.split('\n').flatMap((line) => {
    const [, bytes, name] = /^(\d+) \.\/([\w./-]+)$/.exec(line) ?? [];
    if (bytes === undefined || name === undefined || name.split('/').includes('..')) return [];
    return [{ path: `${path}/${name}`, bytes: Number(bytes) }];
  });
}

/** Refuses while anything of the job is at work. */
const REMOVE = `[ -d "$D" ] || exit 0
if [ -f "$D/.job/supervisor.sh" ]; then
  sh "$D/.job/supervisor.sh" status "$D" | grep -q -e '^supervisor alive' -e '^task [0-9 ]* alive' -e '^queue .*|\\(PENDING\\|RUNNING\\|COMPLETING\\|SUSPENDED\\|CONFIGURING\\)|' && {
    echo 'SKILLMIX: the job is at work: cancel it first' >&2
    exit 75
  }
fi
rm -rf "$D"`;

function unreadable(connection: Connection) {
  const message = `What ${connection.host} answers cannot be read. See whether a newer Skillmix started the job.`;
  return { kind: 'failure', failure: { kind: 'protocol', message } } as const;
}

function nothing(outcome: TargetOutcome<null>): TargetOutcome<void> {
  return outcome.kind === 'failure' ? outcome : { kind: 'ok', value: undefined };
}
