import { Command } from 'commander';
import { advanceJob, advanceJobs, cancelJob, followJob } from '../core/jobs/advanceJobs.ts';
import { isJobPath } from '../core/jobs/checkSpec.ts';
import { isOpen, type Job } from '../core/jobs/job.ts';
import { startJob } from '../core/jobs/startJob.ts';
import type { TargetOutcome, TargetPort } from '../core/jobs/targetPort.ts';
import type { CommandContext } from './commandContext.ts';
import { jobDetails, jobLine } from './jobLines.ts';
import { printLog } from './jobLog.ts';
import { type JobsWork, withJobs } from './jobsInStore.ts';
import { formatOption, storeOption, targetsOption, wholeNumber } from './options.ts';
import { harmless, print, printJson, tell, UsageError, WorkError } from './terminal.ts';

interface Flags {
  readonly store?: string;
  readonly targets?: string;
  readonly format: string;
  readonly offline?: boolean;
  readonly follow?: boolean;
  readonly task?: number;
  readonly to?: string;
  readonly remote?: boolean;
}

/** Work on the job that the command names. */
type Work = (job: Job, jobs: JobsWork, flags: Flags) => Promise<void>;

export function jobsCommand({ signal, end }: CommandContext): Command {
  const onJob = (name: string, description: string, work: Work): Command =>
    withPlaces(
      new Command(name).description(description).argument('<job>', 'its id, or how it begins'),
    ).action((id: string, flags: Flags) =>
      withJobs(flags, async (jobs) => work(await jobs.find(id), jobs, flags)),
    );

  const report = (job: Job, flags: Flags): void => {
    if (flags.format === 'json') printJson(job);
    else print(harmless(jobLine(job)));
    end(job.state === 'failed' || job.state === 'lost' ? 'failed' : 'ok');
  };

  return new Command('jobs')
    .description('List the jobs on targets, and how they are; read their logs, end them, bring results here.')
    .addCommand(
      withPlaces(new Command('list').description('ask the targets how the open jobs are, and list all'))
        .argument('[file]', 'only those of this skillset file')
        .option('--offline', 'ask nobody: list what is known')
        .addOption(formatOption(['text', 'json']))
        .action((file: string | undefined, flags: Flags) =>
          withJobs(flags, (jobs) => list(jobs, file, flags)),
        ),
      { isDefault: true },
    )
    .addCommand(
      onJob('show', 'tell all that is known of a job', async (job, { tools }, flags) => {
        const now = flags.offline ? job : await advanceJob(tools, job, signal);
        if (flags.format === 'json') printJson(now);
        else print(harmless(jobDetails(now).join('\n')));
      })
        .option('--offline', 'ask nobody: tell what is known')
        .addOption(formatOption(['text', 'json'])),
    )
    .addCommand(
      onJob(
        'log',
        'print the log of a task, each of its attempts after the other',
        async (job, { tools }, flags) => {
          await printLog(tools, job, { task: flags.task ?? 0, follows: flags.follow ?? false }, signal);
        },
      )
        .option('-f, --follow', 'go on until the job has ended')
        .option('--task <n>', 'which of its tasks, from 0', wholeNumber(0)),
    )
    .addCommand(
      onJob('cancel', 'end a job', async (job, { tools }, flags) => {
        const asked = await cancelJob(tools, job, signal);
        report(await followJob(tools, asked, () => {}, signal), flags);
      }).addOption(formatOption(['text', 'json'])),
    )
    .addCommand(
      onJob('resume', 'start again what is not done of a job', async (job, { tools }, flags) => {
        if (job.state === 'done') tell('It is done: there is nothing to resume.');
        else if (!job.spec.resumes && job.spec.kind === 'train')
          tell(`${job.spec.engine} begins anew at step 0.`);
        const started =
          job.state === 'done' ? job : await startJob(tools, job, { secrets: secretsOf(job) }, signal);
        report(flags.follow ? await followJob(tools, started, () => {}, signal) : started, flags);
      })
        .option('-f, --follow', 'go on until the job has ended')
        .addOption(formatOption(['text', 'json'])),
    )
    .addCommand(
      withPlaces(new Command('fetch').description('bring what a job wrote to this machine'))
        .argument('<job>', 'its id, or how it begins')
        .argument('<path>', 'a folder of the job, such as the one of the model')
        .requiredOption('--to <folder>', 'where it goes')
        .action((id: string, path: string, flags: Flags) =>
          withJobs(flags, async ({ find, tools }) => {
            const job = await find(id);
            await fetchFolder(portOf(tools, job), job, path, flags);
          }),
        ),
    )
    .addCommand(
      onJob('forget', 'take a job that has ended out of the list', async (job, { store, tools }, flags) => {
        if (isOpen(job.state)) throw new UsageError(`${job.id} is ${job.state}: cancel it first.`);
        if (flags.remote) gained(await portOf(tools, job).remove(job.id, signal));
        await store.forgetJob(job.id);
      }).option('--remote', 'delete its folder on the target too'),
    );

  async function list(
    { store, tools, keyOf }: JobsWork,
    file: string | undefined,
    flags: Flags,
  ): Promise<void> {
    const filter = file === undefined ? {} : { file: keyOf(file) };
    if (!flags.offline) await advanceJobs(tools, filter, signal);
    const jobs = await store.jobs(filter);
    if (flags.format === 'json') printJson(jobs);
    else print(jobs.length === 0 ? 'No jobs.' : harmless(jobs.map(jobLine).join('\n')));
  }

  async function fetchFolder(port: TargetPort, job: Job, path: string, { to = '.' }: Flags): Promise<void> {
    if (!isJobPath(path))
      throw new UsageError(`${path} is no folder of a job: give it relative to the job's folder.`);
    const files = gained(await port.listFiles(job.id, path, signal));
    gained(await port.download(job.id, { files, below: path, to }, () => {}, signal));
    print(`${files.length} files of ${job.id} are in ${to}.`);
  }
}

function withPlaces(command: Command): Command {
  return command.addOption(storeOption()).addOption(targetsOption());
}

function portOf(tools: JobsWork['tools'], job: Job): TargetPort {
  const port = tools.target(job.target);
  if (port !== undefined) return port;
  throw new UsageError(`There is no target "${job.target}": describe it in .skillmix/targets.yaml.`);
}

function gained<T>(outcome: TargetOutcome<T>): T {
  if (outcome.kind === 'ok') return outcome.value;
  throw new WorkError(harmless(outcome.failure.message));
}

/** From variables of the environment of the same names. */
function secretsOf({ spec }: Job): { readonly [name: string]: string } {
  return Object.fromEntries(
    spec.secrets.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
