import * as v from 'valibot';
import { startDeadline } from './deadline.ts';

/** A server on this machine that speaks OpenAI's protocol. */
export interface LocalServer {
  /** A name for the endpoint. */
  readonly name: string;
  /** With `/v1`, as endpoints of the kind `openai` want it. */
  readonly baseUrl: string;
  readonly models: readonly string[];
}

export interface UsualPort {
  readonly name: string;
  readonly port: number;
}

/** Where these programs listen unless told otherwise. */
export const USUAL_PORTS: readonly UsualPort[] = [
  { name: 'ollama', port: 11434 },
  { name: 'lm-studio', port: 1234 },
  { name: 'llama-cpp', port: 8080 },
  { name: 'vllm', port: 8000 },
];

/** In milliseconds. A server on the same machine answers at once, or is busy loading a model. */
const PATIENCE = 1500;

/** Looks for model servers on loopback, all ports at once, in the order of `ports`. Empty when cancelled. */
export async function findLocalServers(
  signal: AbortSignal,
  {
    ports = USUAL_PORTS,
    patience = PATIENCE,
  }: { readonly ports?: readonly UsualPort[]; readonly patience?: number } = {},
): Promise<LocalServer[]> {
  const deadline = startDeadline(patience, signal);
  const found = await Promise.all(ports.map((port) => probe(port, deadline.signal)));
  deadline.end();
  return found.filter((server) => server !== undefined);
}

/** Ollama says null where it has no models. */
const modelList = v.object({ data: v.nullable(v.array(v.object({ id: v.string() }))) });

/** Whatever else listens there, or nothing: undefined. */
async function probe({ name, port }: UsualPort, signal: AbortSignal): Promise<LocalServer | undefined> {
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  try {
    const response = await fetch(`${baseUrl}/models`, { signal, redirect: 'manual' });
    const list = v.safeParse(modelList, await response.json());
    if (!response.ok || !list.success) return undefined;
    return { name, baseUrl, models: (list.output.data ?? []).map(({ id }) => id) };
  } catch {
    return undefined;
  }
}
