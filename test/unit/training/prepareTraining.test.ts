import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { specProblems } from '../../../src/core/jobs/checkSpec.ts';
import type { JobSpec } from '../../../src/core/jobs/jobSpec.ts';
import type { Target } from '../../../src/core/jobs/target.ts';
import { CHAT_TEMPLATES } from '../../../src/core/training/chatTemplates.ts';
import { machineOf } from '../../../src/core/training/machine.ts';
import { prepareTraining, type TrainingRequest } from '../../../src/core/training/prepareTraining.ts';
import { presetOf } from '../../../src/core/training/presets.ts';
import { trainingLines } from '../../../src/core/training/trainingSummary.ts';
import { trainingRequest } from './plans.ts';

const MISTRAL = {
  kind: 'given',
  name: 'mistral-instruct',
  text: CHAT_TEMPLATES['mistral-instruct'],
} as const;
const LORA = { kind: 'lora', rank: 16, alpha: 32, dropout: 0.05, modules: ['q_proj', 'v_proj'] } as const;
const ONE_GPU = { nodes: 1, gpus: 1, gpuMemory: 80e9, gpuName: 'NVIDIA H100 80GB HBM3' };
const TWO_NODES = { nodes: 2, gpus: 4 };

function ready(request: TrainingRequest) {
  const prepared = prepareTraining(request);
  if (prepared.kind === 'refused') throw new Error(prepared.problems.join('\n'));
  expect(specProblems(prepared.spec)).toEqual([]);
  return prepared;
}

function refusal(request: TrainingRequest): string {
  const prepared = prepareTraining(request);
  if (prepared.kind === 'ready') throw new Error('It was not refused.');
  return prepared.problems.join('\n');
}

function contentOf(spec: JobSpec, path: string): string {
  const file = spec.files.find((one) => one.path === path);
  if (file === undefined || !('content' in file)) throw new Error(`The job has no ${path}.`);
  return file.content;
}

/** All that the job brings of its own, but for the scripts and the template. */
function described(spec: JobSpec): string {
  const own = spec.files.filter(({ path }) => /\.(?:yaml|json)$/u.test(path));
  const { files, tasks, ...rest } = spec;
  return [
    `$ ${tasks[0]?.command.join(' ')}`,
    JSON.stringify({ ...rest, files: files.map(({ path }) => path), evidence: tasks[0]?.evidence }, null, 2),
    ...own.map((file) => `--- ${file.path}\n${'content' in file ? file.content : ''}`),
  ].join('\n\n');
}

const SETUPS: Readonly<Record<string, TrainingRequest>> = {
  'trl-mistral-paper': trainingRequest({}, { template: MISTRAL }),
  'trl-llama-13b-zero3-two-nodes': trainingRequest(
    { base: 'meta-llama/Llama-2-13b-chat-hf', sharding: 'zero3', perDevice: 2 },
    {
      template: { kind: 'given', name: 'llama-2-chat', text: CHAT_TEMPLATES['llama-2-chat'] },
      machine: TWO_NODES,
    },
  ),
  'trl-lora-one-gpu': trainingRequest(
    { method: LORA, precision: 'bfloat16', schedule: 'cosine', seed: 3, saveEvery: 5000 },
    { machine: ONE_GPU },
  ),
  'trl-processor': trainingRequest({ base: '/models/tiny', steps: 3 }, { machine: { nodes: 1, gpus: 0 } }),
  'axolotl-mistral-paper': trainingRequest({ engine: 'axolotl' }, { template: MISTRAL }),
  'axolotl-zero3-two-nodes-pretraining': trainingRequest(
    {
      engine: 'axolotl',
      sharding: 'zero3',
      precision: 'bfloat16',
      perDevice: 2,
      pretraining: { path: '/data/sample.jsonl', share: 0.2 },
    },
    { machine: TWO_NODES },
  ),
  'axolotl-lora-one-gpu': trainingRequest(
    { engine: 'axolotl', method: { ...LORA, rank: 8 }, precision: 'bfloat16' },
    { machine: ONE_GPU },
  ),
};

describe('a prepared training', () => {
  it.each(Object.entries(SETUPS))('is configured as it was: %s', async (name, request) => {
    await expect(described(ready(request).spec)).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it('has the settings of the paper where the study says nothing else', () => {
    const config = parse(contentOf(ready(trainingRequest({}, { template: MISTRAL })).spec, 'sft.yaml'));
    expect(config).toMatchObject({
      ...{ max_steps: 4000, warmup_steps: 64, learning_rate: 2e-5, max_length: 1024 },
      ...{ lr_scheduler_type: 'constant_with_warmup', optim: 'adamw_torch', weight_decay: 0 },
      assistant_only_loss: true,
    });
    expect(config.per_device_train_batch_size * config.gradient_accumulation_steps * 4).toBe(64);
  });

  it.each([
    'mistralai/Mistral-7B-Instruct-v0.2; rm -rf ~',
    '$(reboot)',
    '--dangerous',
    '`id`',
    'a/b/c',
    '../up',
    '',
    '/models/line\nbreak',
  ])('does not take %j for a model', (base) => {
    expect(refusal(trainingRequest({ base }))).toContain('is no name of a model');
  });

  it('keeps every word of the study out of the command, and whole in the configuration', () => {
    const base = '/models/it\'s "mine"; $(reboot) #: {x}';
    const path = '/data/`id`; $HOME/*.jsonl';
    for (const engine of ['trl', 'axolotl'] as const) {
      const { spec } = ready(
        trainingRequest({
          ...{ engine, base },
          ...(engine === 'axolotl' && { pretraining: { path, share: 0.5 } }),
          method: { ...LORA, modules: ['x: {y}', '- z'] },
        }),
      );
      const words = spec.tasks.flatMap(({ command }) => command).join(' ');
      expect(words).not.toMatch(/reboot|mine|HOME|LOOT|x:/u);
      const config = parse(contentOf(spec, engine === 'trl' ? 'sft.yaml' : 'axolotl.yaml'));
      expect(config[engine === 'trl' ? 'model_name_or_path' : 'base_model']).toBe(base);
      expect(config.lora_target_modules).toEqual(['x: {y}', '- z']);
      expect(JSON.parse(contentOf(spec, 'training.json')).base).toBe(base);
      if (engine === 'axolotl') expect(config.datasets[1].path).toBe(path);
    }
  });

  it('asks for the token of the hub where the hub is asked for the model', () => {
    expect(ready(trainingRequest({})).spec.secrets).toEqual(['HF_TOKEN']);
    expect(ready(trainingRequest({ base: '/models/mistral' })).spec.secrets).toEqual([]);
  });

  it.each([
    ['/home/me/$USER/.skillmix', true],
    ['/data/a$b', true],
    ['/data/5$ a day', false],
    ['/data/us$', false],
  ])('is refused in a folder in which the engine would see a variable: %s', (folder, isRefused) => {
    const prepared = prepareTraining(trainingRequest({}, { folder }));
    expect(prepared.kind).toBe(isRefused ? 'refused' : 'ready');
    if (prepared.kind === 'refused')
      expect(prepared.problems.join()).toContain('give the target a "folder" without "$"');
  });

  it('resumes where a state is saved before the end', () => {
    expect(ready(trainingRequest({})).spec.resumes).toBe(true);
    expect(ready(trainingRequest({ saveEvery: 4000 })).spec.resumes).toBe(false);
  });

  it('is the same work however the batch is shared out, since the memory that is free decides that', () => {
    const shape = presetOf('mistralai/Mistral-7B-Instruct-v0.2')?.shape;
    const on = (gpuMemory: number) =>
      ready(
        trainingRequest({ method: LORA }, { machine: { ...ONE_GPU, gpuMemory }, ...(shape && { shape }) }),
      );
    const [roomy, narrow] = [on(80e9), on(24e9)];
    expect(roomy.spec).not.toEqual(narrow.spec);
    expect(roomy.sameWork).toEqual(narrow.sameWork);
    expect(roomy.sameWork).toContainEqual(roomy.spec);
    expect(roomy.sameWork).toContainEqual(narrow.spec);
  });

  it('is other work where the study says how many texts a GPU takes at a time', () => {
    const { spec, sameWork } = ready(trainingRequest({ perDevice: 2 }, { machine: ONE_GPU }));
    expect(sameWork).toEqual([spec]);
  });

  it('is refused with what to write instead', () => {
    expect(refusal(trainingRequest({}, { machine: { nodes: 1, gpus: 3 } }))).toContain(
      'A batch of 64 cannot be shared out evenly over 3 devices that take 1 at a time: make "batch" a multiple of 3',
    );
    expect(refusal(trainingRequest({ pretraining: { path: '/data/x.jsonl', share: 0.1 } }))).toContain(
      'Write "engine: axolotl"',
    );
    expect(
      refusal(
        trainingRequest({}, { template: { kind: 'given', name: 'mine.jinja', text: '{{ messages }}' } }),
      ),
    ).toContain('{% generation %}');
    const { data } = trainingRequest({});
    expect(refusal(trainingRequest({}, { data: { ...data, rows: 0 } }))).toContain('no text to train on');
  });
});

describe('the summary of a training', () => {
  it('tells memory against what is there, steps, tokens, time, and what is run', () => {
    const shape = presetOf('mistralai/Mistral-7B-Instruct-v0.2')?.shape;
    if (shape === undefined) throw new Error('Nothing is known of the model.');
    const { summary } = ready(trainingRequest({}, { template: MISTRAL, shape }));
    const lines = trainingLines(summary).join('\n');
    expect(summary.epochs).toBe(32);
    expect(summary.tokens).toBe(64 * 500);
    expect(lines).toContain('8,000 rows; each is seen 32.0 times');
    expect(lines).toContain('4,000 of 4 × 16 × 1 rows');
    expect(lines).toContain('7.24 billion weights, 7.24 billion of them trained');
    expect(lines).toMatch(
      /Memory of each GPU: about 3\d\.\d GiB by estimate .*; 74\.5 GiB are free there\./u,
    );
    expect(lines).toContain('Time: about 4 h');
    expect(lines).toContain('start_training.py training.json -- trl sft --config sft.yaml');
    expect(summary.config).toMatchObject({ path: 'sft.yaml' });
  });

  it('says where the memory does not suffice, and what would', () => {
    const shape = presetOf('meta-llama/Llama-2-13b-chat-hf')?.shape;
    if (shape === undefined) throw new Error('Nothing is known of the model.');
    const machine = { nodes: 1, gpus: 1, gpuMemory: 80e9, gpuName: 'NVIDIA A100' };
    const lines = trainingLines(ready(trainingRequest({}, { shape, machine })).summary).join('\n');
    expect(lines).toMatch(
      /about 19\d\.\d GiB by estimate .* only 74\.5 GiB are free there\. Take more GPUs/u,
    );
    expect(lines).toContain('each answer is a row of its own');
  });

  it('says what becomes of it at its time limit on Slurm', () => {
    const linesOn = (target: Target, saveEvery: number) => {
      const machine = machineOf(target, { gpus: [] });
      return trainingLines(ready(trainingRequest({ saveEvery }, { machine })).summary).join('\n');
    };
    const slurm = { kind: 'slurm', gpus: 4, time: '12:00:00' } as const;
    expect(linesOn(slurm, 500)).toMatch(
      /^Time limit on Slurm: 12:00:00; 5 min before, it ends and is requeued, to go on from its last/mu,
    );
    expect(linesOn(slurm, 4000)).toContain(
      'Time limit on Slurm: 12:00:00; a training that takes longer fails, and begins anew.',
    );
    expect(linesOn({ kind: 'slurm', gpus: 4 }, 500)).toContain('Time limit on Slurm: that of the partition;');
    expect(linesOn({ kind: 'local' }, 500)).not.toContain('Slurm');
  });

  it('does not guess of a model that is not known', () => {
    const lines = trainingLines(ready(trainingRequest({ base: 'org/model' })).summary).join('\n');
    expect(lines).toContain('its size is not known here');
    expect(lines).not.toContain('Memory');
    expect(lines).not.toContain('Time');
  });
});
