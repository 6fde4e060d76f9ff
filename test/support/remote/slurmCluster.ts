import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { run, type Server, startServer, until } from './process.ts';
import { freePort } from './sshServer.ts';

/**
 * A real Slurm on loopback: its controller and two nodes, `n1` and `n2`, of two processors each. It keeps no accounts.
 * The nodes have addresses of their own, 127.0.0.2 and 127.0.0.3, and names that only Slurm knows.
 */
export interface SlurmCluster {
  /** Variables under which its commands find it. */
  readonly env: { readonly SLURM_CONF: string };
  /** Runs one of its commands. */
  run(command: string, ...args: readonly string[]): Promise<string>;
  /**
   * Ends the first task of a job and has it run again. Slurm holds it back for two minutes; an operator lets it go as soon as
   * Slurm knows that it has ended. Before that, its end would be taken for that of its next attempt.
   *
   * @param folder of the job
   */
  requeue(id: string, folder: string): Promise<void>;
  /** The second half of that, for a job that was requeued already. */
  letGo(id: string, folder: string): Promise<void>;
  /** The controller is gone until it is started again; what runs goes on. */
  stopController(): Promise<void>;
  startController(): Promise<void>;
  stop(): Promise<void>;
}

export async function startSlurmCluster(folder: string): Promise<SlurmCluster> {
  const at = (name: string): string => join(folder, name);
  for (const name of ['state', 'n1', 'n2']) await mkdir(at(name), { recursive: true });
  const munge = await startMunge(at);
  const ports = [await freePort(), await freePort(), await freePort()];
  await writeFile(at('slurm.conf'), configuration(at, ports));
  const env = { SLURM_CONF: at('slurm.conf') };
  const all = { ...process.env, ...env };
  const startedController = (...options: readonly string[]): Server =>
    startServer('/usr/sbin/slurmctld', ['-D', ...options, '-f', at('slurm.conf')], all);
  let controllerNow = startedController('-c');
  const servers: Server[] = [
    munge,
    ...['n1', 'n2'].map((node) =>
      startServer('/usr/sbin/slurmd', ['-D', '-N', node, '-f', at('slurm.conf')], all),
    ),
  ];
  const command = async (name: string, ...args: readonly string[]): Promise<string> =>
    (await run(name, args, { env: all })).stdout;
  const stop = async (): Promise<void> => {
    await command('scancel', '--me').catch(() => {});
    for (const server of [...servers.toReversed(), controllerNow]) await server.stop();
  };
  const areIdle = async (): Promise<boolean> =>
    (await command('sinfo', '-h', '-N', '-o', '%T').catch(() => '')) === 'idle\nidle\n';
  try {
    await until('both nodes are idle', areIdle);
  } catch (error) {
    const said = [...servers, controllerNow].map((server) => server.said.slice(-2000)).join('\n');
    await stop();
    throw new Error(`${error instanceof Error ? error.message : error}\n${said}`);
  }
  const letGo = async (id: string, folder: string): Promise<void> => {
    await until('what was requeued has ended', () => existsSync(join(folder, '.job/task.0/1/exit')));
    // The node tells the controller of it right after; nothing that can be asked shows when.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await command('scontrol', 'update', `JobId=${id}_0`, 'StartTime=now');
  };
  return {
    env,
    run: command,
    async requeue(id, folder) {
      await command('scontrol', 'requeue', `${id}_0`);
      await letGo(id, folder);
    },
    letGo,
    stopController: () => controllerNow.stop(),
    async startController() {
      controllerNow = startedController();
      await until('Slurm answers again', () => command('sinfo').then(Boolean, () => false));
    },
    stop,
  };
}

async function startMunge(at: (name: string) => string): Promise<Server> {
  if (!existsSync(at('munge.key')))
    await run('dd', ['if=/dev/urandom', `of=${at('munge.key')}`, 'bs=128', 'count=1']);
  await run('chmod', ['600', at('munge.key')]);
  const files = [
    'key-file=munge.key',
    'socket=munge.socket',
    'pid-file=munge.pid',
    'log-file=munge.log',
    'seed-file=munge.seed',
  ];
  const options = files.map((option) => {
    const [name = '', file = ''] = option.split('=');
    return `--${name}=${at(file)}`;
  });
  const server = startServer('/usr/sbin/munged', ['--foreground', '--force', ...options]);
  await until(`munged listens (${server.said})`, () => existsSync(at('munge.socket')));
  return server;
}

function configuration(at: (name: string) => string, [controller, first, second]: readonly number[]): string {
  const host = hostname();
  return `ClusterName=loopback
SlurmctldHost=${host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${at('munge.socket')}
CommunicationParameters=NoCtldInAddrAny
StateSaveLocation=${at('state')}
SlurmdSpoolDir=${at('%n')}
SlurmctldPidFile=${at('slurmctld.pid')}
SlurmdPidFile=${at('%n.pid')}
SlurmctldPort=${controller}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
MailProg=/bin/true
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=2,bf_interval=2,sched_min_interval=0
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MinJobAge=300
KillWait=5
MessageTimeout=3
NodeName=n1 NodeHostname=${host} NodeAddr=127.0.0.2 Port=${first} CPUs=2 RealMemory=1000 State=UNKNOWN
NodeName=n2 NodeHostname=${host} NodeAddr=127.0.0.3 Port=${second} CPUs=2 RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
`;
}
