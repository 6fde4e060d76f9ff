import { FIRST_LIMIT } from './adaptiveLimit.ts';
import type { Budget } from './budget.ts';
import { type CallGate, createGate } from './callGate.ts';
import type { EndpointIdentity } from './endpoint.ts';
import { createLimiter, type Limiter } from './limiter.ts';
import type { Pause } from './pause.ts';
import type { ClockPort, ModelFailure, ModelPort } from './ports.ts';
import type { EndpointProgress } from './progress.ts';

/** A model that a run asks. */
export interface AskedModel {
  /** `endpoint/model` */
  readonly name: string;
  readonly port: ModelPort;
}

/** The gates of a run: one for each model, behind one limiter for each endpoint. */
export interface CallGates {
  gateOf(model: AskedModel): CallGate;
  /** How many calls may be under way at all endpoints together. */
  room(): number;
  limitTo(most: number | undefined): void;
  endpoints(): EndpointProgress[];
  /** By model: why it is asked no more. */
  stopped(): Map<string, ModelFailure>;
}

export function createGates(
  clock: ClockPort,
  options: {
    readonly budget: Budget;
    readonly pause: Pause;
    readonly signal: AbortSignal;
    readonly most: number | undefined;
  },
): CallGates {
  const limiters = new Map<string, { readonly name: string; readonly limiter: Limiter }>();
  const gates = new Map<string, CallGate>();
  let { most } = options;

  function limiterOf(identity: EndpointIdentity): Limiter {
    const key = `${identity.name} ${identity.address}`;
    const known = limiters.get(key);
    if (known !== undefined) return known.limiter;
    const limiter = createLimiter(clock, { signal: options.signal, ...(most === undefined ? {} : { most }) });
    limiters.set(key, { name: identity.name, limiter });
    return limiter;
  }

  return {
    gateOf({ name, port }) {
      const known = gates.get(name);
      if (known !== undefined) return known;
      const gate = createGate({ ...options, limiter: limiterOf(port.identity) });
      gates.set(name, gate);
      return gate;
    },
    room: () =>
      limiters.size === 0
        ? (most ?? FIRST_LIMIT)
        : [...limiters.values()].reduce((sum, { limiter }) => sum + limiter.state().limit, 0),
    limitTo(next) {
      most = next;
      for (const { limiter } of limiters.values()) limiter.limitTo(next);
    },
    endpoints: () => [...limiters.values()].map(({ name, limiter }) => ({ name, ...limiter.state() })),
    stopped: () =>
      new Map([...gates].flatMap(([name, { stoppedBy }]) => (stoppedBy ? [[name, stoppedBy] as const] : []))),
  };
}
