import { run } from './process.ts';

export interface Cutting {
  /** How often a connection was cut so far. */
  readonly cuts: number;
  readonly isOver: boolean;
}

/**
 * Kills what this process has of `ssh`, `times` times, at moments of chance; and now and then the shared connection, whose
 * socket lies in `folder`.
 */
export function cutConnections(times: number, folder: string): Cutting {
  let cuts = 0;
  const cut = async (): Promise<void> => {
    const child = await pidsOf(['-P', String(process.pid), '-x', 'ssh']);
    const shared = Math.random() < 0.3 ? await pidsOf(['-f', `^ssh: ${folder}/.*\\[mux\\]$`]) : [];
    const killed = [...child, ...shared].filter(kill);
    if (killed.length > 0) cuts++;
    if (cuts < times) setTimeout(() => void cut(), 30 + Math.random() * 300);
  };
  setTimeout(() => void cut(), Math.random() * 200);
  return {
    get cuts() {
      return cuts;
    },
    get isOver() {
      return cuts >= times;
    },
  };
}

async function pidsOf(args: readonly string[]): Promise<number[]> {
  const { stdout } = await run('pgrep', args).catch(() => ({ stdout: '' }));
  return stdout.split('\n').filter(Boolean).map(Number);
}

function kill(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
