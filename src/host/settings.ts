import * as vscode from 'vscode';
import type { NoveltyAssumptions } from '../core/metrics/novelty.ts';
import { DEFAULT_ROUNDS } from '../core/skillset/schema/study.ts';

/** One endpoint as the settings describe it. */
export interface EndpointSettings {
  readonly kind: 'openai' | 'anthropic' | 'vscode';
  readonly baseUrl?: string;
  readonly timeoutSeconds?: number;
}

export interface Settings {
  /** By name; the built-in ones are there unless a setting replaces them. */
  readonly endpoints: ReadonlyMap<string, EndpointSettings>;
  /** `endpoint/model`; undefined where neither setting nor study names one. */
  readonly student?: string;
  readonly graders: readonly string[];
  /** The names of the machines that jobs can run on; undefined: no setting names any. */
  readonly targets?: readonly string[];
  readonly rounds: number;
  readonly nameRule: boolean;
  readonly temperature?: number;
  readonly maxTokens?: number;
  /** Calls at a time to each endpoint; undefined: as many as it takes well. */
  readonly concurrency?: number;
  /** What the reader holds of the training corpus; undefined: nothing. */
  readonly novelty?: NoveltyAssumptions;
  /** The user's own prices, as they are written. */
  readonly prices: unknown;
}

const BUILT_IN: readonly (readonly [string, EndpointSettings])[] = [
  ['openai', { kind: 'openai' }],
  ['anthropic', { kind: 'anthropic' }],
  ['vscode', { kind: 'vscode' }],
];

/** Reads the settings that hold for a file. What has the wrong form is left out. */
export function readSettings(scope?: vscode.Uri): Settings {
  const section = vscode.workspace.getConfiguration('skillmix', scope);
  const student = section.get<unknown>('student');
  const temperature = section.get<unknown>('temperature');
  const maxTokens = section.get<unknown>('maxTokens');
  const rounds = section.get<unknown>('rounds');
  const concurrency = section.get<unknown>('concurrency');
  return {
    endpoints: new Map([...BUILT_IN, ...endpointsIn(section.get<unknown>('endpoints'))]),
    ...(isText(student) ? { student: student.trim() } : {}),
    graders: listOf(section.get<unknown>('graders')),
    ...targetsIn(section.get<unknown>('targets')),
    rounds: typeof rounds === 'number' && rounds >= 1 ? Math.floor(rounds) : DEFAULT_ROUNDS,
    nameRule: section.get<unknown>('nameRule') !== false,
    ...(typeof temperature === 'number' ? { temperature } : {}),
    ...(typeof maxTokens === 'number' ? { maxTokens } : {}),
    ...(typeof concurrency === 'number' && concurrency >= 1 ? { concurrency: Math.floor(concurrency) } : {}),
    ...noveltyIn(section.get<unknown>('novelty')),
    prices: section.get<unknown>('prices') ?? {},
  };
}

function targetsIn(value: unknown): Pick<Settings, 'targets'> {
  return typeof value === 'object' && value !== null ? { targets: Object.keys(value) } : {};
}

/** All three are needed. */
function noveltyIn(value: unknown): Pick<Settings, 'novelty'> {
  if (typeof value !== 'object' || value === null) return {};
  const { pSkill, pTopic, corpus } = { pSkill: undefined, pTopic: undefined, corpus: undefined, ...value };
  if (!isShare(pSkill) || !isShare(pTopic) || typeof corpus !== 'number' || !(corpus > 0)) return {};
  return { novelty: { pSkill, pTopic, corpus } };
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function endpointsIn(value: unknown): (readonly [string, EndpointSettings])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, settings]) => {
    const endpoint = endpointIn(settings);
    return endpoint === undefined ? [] : [[name, endpoint] as const];
  });
}

function endpointIn(value: unknown): EndpointSettings | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  const { kind } = value;
  if (kind !== 'openai' && kind !== 'anthropic' && kind !== 'vscode') return undefined;
  const baseUrl = 'baseUrl' in value ? value.baseUrl : undefined;
  const timeoutSeconds = 'timeoutSeconds' in value ? value.timeoutSeconds : undefined;
  return {
    kind,
    ...(isText(baseUrl) ? { baseUrl: baseUrl.trim() } : {}),
    ...(typeof timeoutSeconds === 'number' && timeoutSeconds > 0 ? { timeoutSeconds } : {}),
  };
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(isText).map((text) => text.trim()) : [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
