import { createHash } from 'node:crypto';

/** Counts what a provider would charge for: replies that went out whole. */
export interface Payments {
  readonly paid: number;
  /** Of these, how many requests differ in their bodies. */
  readonly distinctPaid: number;
  pay(body: unknown): void;
}

export function createPayments(): Payments {
  const bodies = new Set<string>();
  let paid = 0;
  return {
    get paid() {
      return paid;
    },
    get distinctPaid() {
      return bodies.size;
    },
    pay(body) {
      paid += 1;
      bodies.add(createHash('sha256').update(JSON.stringify(body)).digest('base64'));
    },
  };
}
