import type { Job, JobId } from '../../../src/core/jobs/job.ts';
import type { EndpointIdentity } from '../../../src/core/runs/endpoint.ts';
import type { CallRecord, ModelOutcome, ModelRequest } from '../../../src/core/runs/ports.ts';
import type { RunProgress } from '../../../src/core/runs/progress.ts';
import type {
  Grading,
  GradingId,
  GradingResult,
  MixId,
  Review,
  ReviewId,
  Run,
  RunId,
  Sample,
  SampleId,
} from '../../../src/core/runs/records.ts';

/** Records with every optional field filled, in words that hold what could break a text format. */
export const endpoint: EndpointIdentity = { name: 'lab', kind: 'openai', address: 'models.example/v1' };

export const request: ModelRequest = {
  model: 'writer, "large"',
  messages: [
    { role: 'system', content: 'You write.' },
    { role: 'user', content: 'Schreib über Nähen — in 1 Satz.\n“Bitte” 🧵' },
  ],
  temperature: 0.7,
  maxTokens: 512,
  schema: { name: 'points', schema: { type: 'object', properties: { a: { type: 'integer' } } } },
};

export const reply: ModelOutcome = {
  kind: 'reply',
  reply: {
    text: 'Answer: a stitch\n\tin time\u0000 saves nine 🧵',
    finish: 'stop',
    usage: { input: 12, output: 7 },
    raw: { id: 'x1', choices: [{ index: 0, logprobs: null }] },
  },
};

export const failure: ModelOutcome = {
  kind: 'failure',
  failure: { kind: 'rate-limit', message: 'Too many requests.', status: 429, retryAfter: 1500 },
};

export function call(key: string, outcome: ModelOutcome = reply): CallRecord {
  return { key, endpoint, request, purpose: 'generate', outcome, startedAt: 1e12, duration: 51.25, tries: 2 };
}

export function run(id: string, changes: Partial<Run> = {}): Run {
  return {
    id: id as RunId,
    kind: 'generate',
    file: '/a/study.skillset.yaml',
    plan: { k: [1, 2], student: 'lab/writer', split: 'held-out' },
    startedAt: 1_700_000_000_000,
    state: 'running',
    ...changes,
  };
}

const counts = { total: 5, done: 1, unreadable: 0, failed: 1, running: 1, left: 2, cached: 0 };

export const progress: RunProgress = {
  state: 'running',
  texts: counts,
  gradings: counts,
  retried: 3,
  spent: { money: 0.25, input: 10, output: 20, calls: 3, unpriced: 1, estimated: 0 },
  spentBefore: 0,
  projected: 1.5,
  callsPerSecond: 2.5,
  secondsLeft: 60,
  endpoints: [{ name: 'lab', running: 1, limit: 8, waits: 250 }],
};

export function sample(id: string, changes: Partial<Sample> = {}): Sample {
  return {
    id: id as SampleId,
    runId: 'run' as RunId,
    file: '/a/study.skillset.yaml',
    mix: {
      id: 'mix' as MixId,
      skills: [
        {
          name: 'red herring, "fishy" (ignoratio elenchi)',
          category: 'rhetorical',
          definition: 'Bringing in something irrelevant.',
          example: 'But look\nover there!',
          aliases: ['ignoratio elenchi', '12'],
          common: false,
        },
        {
          name: 'rhetorical question',
          category: 'rhetorical',
          definition: 'A question that wants no answer.',
          example: 'Who knows?',
          aliases: [],
          common: true,
          check: '\\?',
        },
      ],
      topic: { name: 'Sewing', aliases: ['stitch', 'naïve'] },
      split: 'held-out',
      seed: 4_294_967_296,
    },
    student: 'lab/writer',
    sampling: { temperature: 0.7, maxTokens: 512 },
    purpose: 'evaluate',
    generation: 1,
    promptVersion: 'p1',
    createdAt: 1_700_000_000_001,
    result: { kind: 'text', text: 'Who sews? 🧵', explanation: 'It asks.' },
    callKeys: ['call-1', 'call-2'],
    draft: 'Who does sew?',
    ...changes,
  };
}

export const graded: GradingResult = {
  kind: 'graded',
  points: [
    {
      criterion: { kind: 'skill', skill: 'red herring, "fishy" (ignoratio elenchi)' },
      point: 0,
      reason: 'It names the skill.\u0000',
      quote: 'fish “🐟”',
      quoteFound: false,
      named: true,
    },
    { criterion: { kind: 'skill', skill: 'rhetorical question' }, point: 1, reason: '', quoteFound: true },
    { criterion: { kind: 'topic' }, point: 1, reason: 'It sews.', quote: 'sews', quoteFound: true },
    { criterion: { kind: 'sense' }, point: 1, reason: 'It does.', named: false },
    { criterion: { kind: 'length' }, point: 0, reason: '2 sentences.' },
  ],
};

export function grading(id: string, changes: Partial<Grading> = {}): Grading {
  return {
    id: id as GradingId,
    sampleId: 'sample' as SampleId,
    grader: 'lab/judge',
    round: 1,
    rubricVersion: 'r1',
    createdAt: 1_700_000_000_002,
    callKey: 'call-3',
    result: graded,
    ...changes,
  };
}

export function review(id: string, changes: Partial<Review> = {}): Review {
  return {
    id: id as ReviewId,
    sampleId: 'sample' as SampleId,
    reviewer: 'Zoë "Z" O’Neil',
    createdAt: 1_700_000_000_003,
    isBlind: true,
    draw: { kind: 'near-miss', seed: 10, place: 0.125 },
    points: [
      {
        criterion: 'skill:red herring, "fishy" (ignoratio elenchi)',
        point: 1,
        reason: 'It leads away.\u0000\n🐟',
      },
      { criterion: 'topic', point: 0, reason: '' },
    ],
    ...changes,
  };
}

export function job(id: string, changes: Partial<Job> = {}): Job {
  return {
    id: id as JobId,
    file: '/a/study.skillset.yaml',
    target: 'lab "one"',
    folder: "/home/it's me/.skillmix/jobs/a",
    spec: {
      kind: 'train',
      title: 'Fine-tune “it” on 10 texts',
      engine: 'trl',
      files: [
        { path: 'sft.yaml', content: 'a: "1"\n' },
        { path: 'data/train.jsonl', source: '/a/train.jsonl', bytes: 12, sha256: 'ab'.repeat(32) },
      ],
      tasks: [
        {
          command: ['trl', 'sft', '--config', 'sft.yaml'],
          evidence: { kind: 'trainer-state', path: 'out/checkpoint-4/trainer_state.json', step: 4 },
        },
        { command: ['vllm'], evidence: { kind: 'answers', path: 'out.jsonl', lines: 200 } },
        { command: ['vllm', 'serve'], evidence: { kind: 'none' } },
      ],
      needs: { gpus: 1, nodes: 1 },
      environment: { WANDB_MODE: 'disabled' },
      secrets: ['HF_TOKEN'],
      resumes: false,
    },
    state: 'running',
    why: 'The scheduler runs it again.',
    createdAt: 1_700_000_000_000,
    startedAt: 1_700_000_000_001,
    endedAt: 1_700_000_000_003,
    seenAt: 1_700_000_000_002,
    remoteId: '12_0',
    starts: 1,
    problem: 'Mismatch between tokenized prompt and completion.',
    progress: { done: 1, total: 4, loss: 2.5, learningRate: 2e-5, gpus: [{ busy: 0.5, memory: 0.25 }] },
    logs: [{ task: 0, attempt: 1, offset: 1234 }],
    ...changes,
  };
}
