import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createWorkplace, type Ended, type Workplace } from '../commandLine.ts';
import { startProviderProcess } from '../providerProcess.ts';
import { createHome } from '../remote/jobBench.ts';
import { startSshServer } from '../remote/sshServer.ts';
import { createTrainingFolder } from './trainingFolder.ts';

/** The base model that studies name there; on the targets it lies in the hub's cache. */
export const TINY = 'org/tiny';

export const TARGETS = 'targets.yaml';

/** The packaged command line, with a fake writer of texts and real engines on this machine and behind a real sshd. */
export interface EngineWorkplace extends Pick<Workplace, 'run' | 'report'> {
  /** Writes a skillset and has its data written. */
  prepare(file: string, study: string): Promise<void>;
  /** Runs a command on the targets. One that fails tells what its last job said. */
  done(...words: readonly string[]): Promise<Ended>;
  /** All jobs that it knows, the first first. */
  jobs(): Promise<{ readonly state: string; readonly spec: { readonly kind: string } }[]>;
  dispose(): Promise<void>;
}

export interface EngineTargets {
  /** In which the small model is made. */
  readonly environment: string;
  /** What the model comes with. */
  readonly template: string;
  /** Environments by the name of their engine, where it is not one for all. */
  readonly environments?: { readonly [engine: string]: string };
  /** What else the engines find in their surroundings. */
  readonly variables?: { readonly [name: string]: string };
}

/** The targets are called `box`, on this machine, and `lab`, behind ssh. */
export async function createEngineWorkplace({
  environment,
  template,
  environments,
  variables = {},
}: EngineTargets): Promise<EngineWorkplace> {
  const ends: (() => unknown)[] = [];
  const dispose = async (): Promise<void> => {
    for (const end of ends.reverse()) await end();
  };
  try {
    const training = await createTrainingFolder(environment, template);
    ends.push(() => training.dispose());
    const home = await createHome();
    ends.push(() => home.dispose());
    const cache = join(home.servers, 'hugging-face');
    await putIntoHubCache(cache, TINY, join(training.path, 'model'));
    const all = { ...variables, HF_HOME: cache, HF_HUB_OFFLINE: '1', CUDA_VISIBLE_DEVICES: '' };
    const server = await startSshServer(home.servers, all);
    ends.push(() => server.stop());
    ends.push(changedVariables({ ...all, PATH: `${server.binaries}:${process.env.PATH}` }));
    const provider = await startProviderProcess();
    ends.push(() => provider.stop());
    const workplace = await createWorkplace(provider.url);
    ends.push(() => workplace.dispose());
    const folders = { box: join(home.servers, 'box'), lab: join(home.servers, `it's a "home"`) };
    for (const folder of Object.values(folders)) await layEnvironments(folder, environments);
    const common = environments === undefined ? { environment } : {};
    const targets = {
      box: { kind: 'local', folder: folders.box, ...common },
      lab: { kind: 'ssh', host: 'lab', folder: folders.lab, ...common },
    };
    await workplace.write(TARGETS, JSON.stringify(targets));
    return { ...commandsOf(workplace), dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function commandsOf({ write, run, report }: Workplace): Omit<EngineWorkplace, 'dispose'> {
  const jobs = async () => JSON.parse((await run('jobs', 'list', '--format', 'json')).out);
  return {
    ...{ run, report, jobs },
    async prepare(file, study) {
      await write(file, study);
      const ended = await run('generate', file);
      if (ended.code !== 0) throw new Error(ended.err);
    },
    async done(...words) {
      const ended = await run(...words, '--targets', TARGETS);
      if (ended.code === 0) return ended;
      const log = await run('jobs', 'log', (await jobs()).at(-1)?.id ?? 'none', '--targets', TARGETS);
      throw new Error(`${ended.out}\n${ended.err}\n${(log.out + log.err).slice(-4000)}`);
    },
  };
}

/** @returns what puts them back */
function changedVariables(variables: { readonly [name: string]: string }): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

/** Where a target looks for them that names no other place. */
async function layEnvironments(folder: string, environments: EngineTargets['environments'] = {}) {
  await mkdir(join(folder, 'environments'), { recursive: true });
  for (const [engine, place] of Object.entries(environments))
    await symlink(place, join(folder, 'environments', engine));
}

/** As the hub's library lays out what it has fetched. */
async function putIntoHubCache(folder: string, name: string, model: string): Promise<void> {
  const place = join(folder, 'hub', `models--${name.replace('/', '--')}`);
  const revision = '0'.repeat(40);
  await mkdir(join(place, 'refs'), { recursive: true });
  await mkdir(join(place, 'snapshots'));
  await writeFile(join(place, 'refs/main'), revision);
  await symlink(model, join(place, 'snapshots', revision));
}
