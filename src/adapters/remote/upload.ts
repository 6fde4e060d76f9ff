import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { packTar, type TarSource } from 'modern-tar/fs';
import type { JobFile } from '../../core/jobs/jobSpec.ts';
import type { Target } from '../../core/jobs/target.ts';
import type { OnTransfer, TargetOutcome } from '../../core/jobs/targetPort.ts';
import { scriptFailure } from './callFailure.ts';
import { type Connection, PATIENCE_FOR_FILES } from './connection.ts';
import { DEFINE_SUM, inFolder } from './jobFolder.ts';

interface Sent {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly source: TarSource;
}

/**
 * Puts files into a job's folder. What is there with the same checksum is not sent; the rest is unpacked aside, and
 * each file is put in place once its checksum is right. Gives the absolute folder.
 */
export async function uploadFiles(
  {
    connection,
    target,
    job,
  }: { readonly connection: Connection; readonly target: Target; readonly job: string },
  files: readonly JobFile[],
  onTransfer: OnTransfer,
  signal: AbortSignal,
): Promise<TargetOutcome<{ readonly folder: string }>> {
  const { host } = connection;
  const sent = files.map(toSent);
  const list = sent.map(({ sha256, bytes, path }) => `${sha256} ${bytes} ${path}\n`).join('');
  const asked = await connection.call(inFolder(target, job, LIST_MISSING), signal, {
    input: list,
    patience: PATIENCE_FOR_FILES,
  });
  if (asked.kind === 'failure') return asked;
  if (asked.code !== 0) return { kind: 'failure', failure: scriptFailure(host, asked.code, asked.err) };
  const [folder = '', ...missing] = asked.out.toString().trimEnd().split('\n');
  const wanted = sent.filter(({ path }) => missing.includes(path));
  const changed = await changedSource(wanted);
  if (changed !== undefined) return changed;
  if (wanted.length > 0) {
    const problem = await sendAll(connection, inFolder(target, job, unpack()), wanted, onTransfer, signal);
    if (problem !== undefined) return problem;
  }
  return { kind: 'ok', value: { folder } };
}

function toSent(file: JobFile): Sent {
  const { path } = file;
  const target = `files/${path}`;
  if ('source' in file) return { ...file, source: { type: 'file', source: file.source, target, ...PLAIN } };
  const content = Buffer.from(file.content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { path, bytes: content.length, sha256, source: { type: 'content', content, target, ...PLAIN } };
}

const PLAIN = { mode: 0o600, uid: 0, gid: 0, mtime: new Date(0) };

/** A file that was changed since the job was prepared would only be found out after it was sent. */
async function changedSource(wanted: readonly Sent[]) {
  for (const { source, sha256 } of wanted) {
    if (source.type !== 'file') continue;
    const found = await sumOf(source.source).catch(() => undefined);
    if (found === sha256) continue;
    const what = found === undefined ? 'cannot be read' : 'was changed after the job was prepared';
    return failed('rejected', `${source.source} ${what}. Prepare the job anew.`);
  }
  return undefined;
}

async function sumOf(file: string): Promise<string> {
  await stat(file);
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(file)) hash.update(bytes);
  return hash.digest('hex');
}

async function sendAll(
  connection: Connection,
  script: string,
  wanted: readonly Sent[],
  onTransfer: OnTransfer,
  signal: AbortSignal,
) {
  const sums = wanted.map(({ sha256, path }) => `${sha256} ${path}\n`).join('');
  const input = packTar([
    { type: 'content', content: sums, target: 'sums', ...PLAIN },
    ...wanted.map((each) => each.source),
  ]);
  const total = wanted.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  input.on('data', (bytes: Buffer) => {
    done += bytes.length;
    // The packing itself is a little more than what is packed.
    onTransfer(Math.min(done, total), total);
  });
  const reply = await connection.call(script, signal, { input, patience: PATIENCE_FOR_FILES });
  if (reply.kind === 'failure') return reply;
  if (reply.code === 0) return undefined;
  return { kind: 'failure', failure: scriptFailure(connection.host, reply.code, reply.err) } as const;
}

function failed(kind: 'rejected', message: string) {
  return { kind: 'failure', failure: { kind, message } } as const;
}

/** Prints the folder, then the paths of the listed files that are not there as they should be. */
const LIST_MISSING = `${DEFINE_SUM}
mkdir -p "$D/.job" || exit 1
cd "$D" && pwd -P
while read -r want bytes path; do
  [ -f "$path" ] && [ "$(wc -c <"$path" | tr -d ' ')" = "$bytes" ] && [ "$(sum "$path")" = "$want" ] && continue
  printf '%s\\n' "$path"
done`;

/** Several may send at once: each unpacks in a folder of its own. What was left by one that was cut goes after a day. */
function unpack(): string {
  const part = `.job/${randomBytes(8).toString('hex')}.part`;
  return `${DEFINE_SUM}
cd "$D" || exit 1
find .job -name '*.part' -mtime +1 -exec rm -rf {} + 2>/dev/null
mkdir ${part} || exit 1
trap 'rm -rf ${part}' EXIT
tar -x -o -f - -C ${part} || exit 1
while read -r want path; do
  [ "$(sum ${part}/files/"$path")" = "$want" ] || { echo "SKILLMIX: $path arrived damaged; try again" >&2; exit 1; }
done <${part}/sums
while read -r want path; do
  case $path in */*) mkdir -p "\${path%/*}" || exit 1 ;; esac
  mv -f ${part}/files/"$path" "$path" || exit 1
done <${part}/sums`;
}
