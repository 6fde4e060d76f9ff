import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { type EndpointSettings, parseEndpoint } from '../adapters/models/endpointSettings.ts';
import { endpointsFromEnvironment } from '../adapters/models/environmentEndpoints.ts';
import { modelPort } from '../adapters/models/modelPort.ts';
import type { Student } from '../core/runs/generateSample.ts';
import type { Grader } from '../core/runs/gradeSample.ts';
import { formatModelRef, type ModelRef, parseModelRef, RULE_GRADER } from '../core/runs/modelRef.ts';
import type { ModelPort } from '../core/runs/ports.ts';
import type { Sampling } from '../core/runs/records.ts';
import { UsageError } from './terminal.ts';

/** Students by name, as the command line or the study names them. */
export function studentsNamed(
  names: readonly string[],
  options: { readonly endpoints?: string; readonly sampling: Sampling },
): Student[] {
  if (names.length === 0)
    throw new UsageError('No student: give --student endpoint/model, or name one in study.data.student.');
  const endpoints = endpointsFrom(options.endpoints);
  return [...new Set(names)].map((name) => {
    const ref = refOf(name);
    const port = portOf(ref, endpoints);
    return { name: formatModelRef(ref), model: ref.model, port, sampling: options.sampling };
  });
}

/** Graders by name, likewise. */
export function gradersNamed(
  names: readonly string[],
  options: { readonly endpoints?: string; readonly maxTokens?: number },
): Grader[] {
  const { maxTokens } = options;
  const endpoints = endpointsFrom(options.endpoints);
  return [...new Set(names)].map((name): Grader => {
    if (name === RULE_GRADER) return { kind: 'rule' };
    const ref = refOf(name);
    const port = portOf(ref, endpoints);
    const limit = maxTokens === undefined ? {} : { maxTokens };
    return { kind: 'model', name: formatModelRef(ref), model: ref.model, port, ...limit };
  });
}

/** Looks models up without asking for keys: `port` is undefined where there is no such endpoint. */
export function modelsKnown(options: {
  readonly endpoints?: string;
}): (name: string) => { readonly model: string; readonly port: ModelPort | undefined } {
  const endpoints = endpointsFrom(options.endpoints);
  return (name) => {
    const { endpoint, model } = refOf(name);
    const known = endpoints.get(endpoint);
    return { model, port: known && modelPort(endpoint, known.settings, known.key) };
  };
}

interface KnownEndpoint {
  readonly settings: EndpointSettings;
  readonly key?: string;
  /** The environment variable that should hold the key and does not: told only where the endpoint is used. */
  readonly unset?: string;
}

function refOf(name: string): ModelRef {
  const ref = parseModelRef(name);
  if (ref === undefined)
    throw new UsageError(`"${name}" does not name a model: write endpoint/model, as in openai/gpt-4o.`);
  return ref;
}

function portOf({ endpoint }: ModelRef, endpoints: ReadonlyMap<string, KnownEndpoint>): Student['port'] {
  const known = endpoints.get(endpoint);
  if (known?.unset !== undefined)
    throw new UsageError(`The endpoint "${endpoint}" takes its key from ${known.unset}, which is not set.`);
  if (known !== undefined) return modelPort(endpoint, known.settings, known.key);
  throw new UsageError(
    `There is no endpoint "${endpoint}". Known: ${[...endpoints.keys()].join(', ')}. Describe others in a file given by --endpoints.`,
  );
}

/** The endpoints of the environment, and those of the file where one is given. */
function endpointsFrom(file: string | undefined): Map<string, KnownEndpoint> {
  const { endpoints, problems } = endpointsFromEnvironment(process.env);
  if (problems[0] !== undefined) throw new UsageError(problems.join('\n'));
  const known = new Map<string, KnownEndpoint>(endpoints.map(({ name, ...endpoint }) => [name, endpoint]));
  for (const [name, value] of file === undefined ? [] : entriesOf(file))
    known.set(name, endpointOf(name, value));
  return known;
}

/** On the command line an endpoint says which environment variable holds its key. */
const keyed = v.looseObject({ apiKeyEnv: v.optional(v.string()) });

function endpointOf(name: string, value: unknown): KnownEndpoint {
  const read = v.safeParse(keyed, value);
  const { apiKeyEnv, ...settings } = read.success ? read.output : { apiKeyEnv: undefined };
  const parsed = parseEndpoint(name, settings);
  if (parsed.kind === 'problem') throw new UsageError(parsed.message);
  const key = apiKeyEnv === undefined ? undefined : process.env[apiKeyEnv];
  if (apiKeyEnv !== undefined && key === undefined) return { settings: parsed.settings, unset: apiKeyEnv };
  return { settings: parsed.settings, ...(key === undefined ? {} : { key }) };
}

function entriesOf(file: string): [string, unknown][] {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value);
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  throw new UsageError(
    `${file} must hold one JSON object: names of endpoints, each with its kind and baseUrl.`,
  );
}
