import type { StorePort } from '../../src/core/runs/ports.ts';

/** Grants every claim and keeps nothing: what a run takes on it is what it takes without a store. */
export const forgetfulStore: StorePort = {
  claimCall: async () => ({ kind: 'claimed' }),
  saveCall: async () => {},
  releaseCall: async () => {},
  findCall: async () => undefined,
  spent: async () => [],
  claimBatch: async () => [],
  saveBatch: async () => {},
  batches: async () => [],
  batchedCalls: async () => [],
  saveRun: async () => {},
  touchRun: async () => {},
  runs: async () => [],
  saveSample: async () => {},
  samples: async () => [],
  findSample: async () => undefined,
  eachSample: async () => {},
  saveGrading: async () => {},
  gradings: async () => [],
  findGrading: async () => undefined,
  saveReview: async () => {},
  reviews: async () => [],
  reportFacts: () => Promise.reject(new Error('It keeps nothing to report.')),
  close: async () => {},
};
