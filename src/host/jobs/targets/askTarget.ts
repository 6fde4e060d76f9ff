import * as vscode from 'vscode';
import { readTargets } from '../../../core/jobs/readTargets.ts';
import type { Target } from '../../../core/jobs/target.ts';
import { placeOfTarget } from '../../../core/jobs/targetReport.ts';

/** A target as the setting describes it. */
export interface NamedTarget {
  readonly name: string;
  readonly target: Target;
  /** The setting, or Skillmix itself, has it already. */
  readonly isKnown: boolean;
}

export interface AskTools {
  readonly known: ReadonlyMap<string, Target>;
  /** Of ~/.ssh/config. */
  configuredHosts(): Promise<readonly string[]>;
}

type Choice = vscode.QuickPickItem & { readonly gives?: () => Promise<NamedTarget | undefined> };

/** Asks for a target: one that is known, or the description of a new one. Undefined: it was left. */
export async function askTarget(tools: AskTools): Promise<NamedTarget | undefined> {
  const known: Choice[] = Array.from(tools.known, ([name, target]) => ({
    label: `$(${ICONS[target.kind]}) ${name}`,
    description: name === target.kind ? 'this machine' : placeOfTarget(target),
    gives: async () => ({ name, target, isKnown: true }),
  }));
  const choices: Choice[] = [
    { label: 'See what one has', kind: vscode.QuickPickItemKind.Separator },
    ...known,
    { label: 'Describe a new one', kind: vscode.QuickPickItemKind.Separator },
    {
      label: '$(remote) A host behind ssh',
      detail: 'Reached by the system’s ssh, with your own configuration and keys.',
      gives: () => askSsh(tools),
    },
    {
      label: '$(server-process) A Slurm cluster',
      detail: 'Its commands are found on a host behind ssh, or on this machine.',
      gives: () => askSlurm(tools),
    },
  ];
  const chosen = await vscode.window.showQuickPick(choices, {
    title: 'Skillmix: Where can jobs run?',
    ignoreFocusOut: true,
  });
  return chosen?.gives?.();
}

const ICONS: Record<Target['kind'], string> = {
  local: 'device-desktop',
  ssh: 'remote',
  slurm: 'server-process',
};

async function askSsh(tools: AskTools): Promise<NamedTarget | undefined> {
  const host = await askHost(tools, []);
  if (host === undefined) return undefined;
  const folder = await askFolder();
  return folder === undefined ? undefined : named(tools, { kind: 'ssh', host, ...folder }, host);
}

async function askSlurm(tools: AskTools): Promise<NamedTarget | undefined> {
  const host = await askHost(tools, [HERE]);
  if (host === undefined) return undefined;
  const partition = await ask({
    title: 'Which partition?',
    prompt:
      'As sinfo lists it. Left empty: the cluster’s default. GPUs, time and the like are in the setting.',
  });
  const folder = partition === undefined ? undefined : await askFolder();
  if (partition === undefined || folder === undefined) return undefined;
  const target: Target = {
    kind: 'slurm',
    ...(host === HERE ? {} : { host }),
    ...(partition === '' ? {} : { partition }),
    ...folder,
  };
  return named(tools, target, host === HERE ? 'slurm' : host);
}

const HERE = 'This machine';
const OTHER = 'Another host …';

async function askHost(tools: AskTools, before: readonly string[]): Promise<string | undefined> {
  const hosts = await tools.configuredHosts();
  const isAsked = hosts.length === 0 && before.length === 0;
  const chosen = isAsked
    ? OTHER
    : await vscode.window.showQuickPick([...before, ...hosts, OTHER], {
        title: 'Skillmix: Which host?',
        placeHolder: hosts.length === 0 ? '' : 'Those of ~/.ssh/config',
        ignoreFocusOut: true,
      });
  if (chosen !== OTHER) return chosen;
  return ask({
    title: 'Which host?',
    prompt: 'As on the command line of ssh: a name of ~/.ssh/config, or user@host.',
    validateInput: (host) => problemOf('it', { kind: 'ssh', host }),
  });
}

async function askFolder(): Promise<{ readonly folder?: string } | undefined> {
  const folder = await ask({
    title: 'In which folder there?',
    prompt:
      'Jobs and environments are kept in it, models too: take one with room. Left empty: .skillmix in your home folder.',
  });
  if (folder === undefined) return undefined;
  return folder === '' ? {} : { folder };
}

async function named(
  { known }: AskTools,
  target: Target,
  proposed: string,
): Promise<NamedTarget | undefined> {
  const name = await ask({
    title: 'The target’s name',
    prompt: 'Studies name it as study.train.target.',
    value: proposed.replace(/^[^@]*@/u, ''),
    validateInput: (text) => {
      if (text.trim() === '') return 'A target needs a name.';
      if (known.has(text.trim())) return `There is a target ${text.trim()} already.`;
      return problemOf(text, target);
    },
  });
  return name === undefined ? undefined : { name, target, isKnown: false };
}

/** As reading the setting would tell it. */
function problemOf(name: string, described: unknown): string | undefined {
  return readTargets({ [name]: described }).problems[0];
}

async function ask({ title, ...options }: vscode.InputBoxOptions): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    ...options,
    title: `Skillmix: ${title}`,
    ignoreFocusOut: true,
  });
  return text?.trim();
}
