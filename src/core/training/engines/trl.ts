import { stringify } from 'yaml';
import { HEAD_HOST, NODE_RANK } from '../../jobs/jobSpec.ts';
import { accelerateConfig } from '../accelerateConfig.ts';
import { JOB_PATHS, type TrainingEngine, type TrainingSetup } from '../trainingEngine.ts';
import { SCHEDULERS } from './schedulers.ts';

const ACCELERATE = 'accelerate.yaml';

/** Hugging Face TRL, by `trl sft`. */
export const trl: TrainingEngine = {
  name: 'trl',
  config: 'sft.yaml',
  environment: {},
  // Only a template with marks tells TRL the answers of a conversation.
  rowForm: (template) => (template.kind === 'given' ? 'conversation' : 'answer'),
  // In a mixture of data sets every row is to have the masks of the first one: of plain text it looks for the answers.
  problem: ({ pretraining }) =>
    pretraining &&
    'TRL cannot learn plain text beside conversations, of which it learns the answers alone. Write "engine: axolotl", which mixes it in, or leave "pretraining" out.',
  files(setup) {
    const config = { path: 'sft.yaml', content: stringify(configuration(setup)) };
    return isSpread(setup) ? [config, { path: ACCELERATE, content: accelerateConfig(setup) }] : [config];
  },
  command(setup) {
    const { machine, port } = setup;
    const train = ['trl', 'sft', '--config', 'sft.yaml'];
    if (!isSpread(setup)) return [...train, '--num_processes', '1'];
    const spread = [...train, '--accelerate_config', ACCELERATE, '--main_process_port', String(port)];
    if (machine.nodes === 1) return spread;
    return [...spread, '--machine_rank', NODE_RANK, '--main_process_ip', HEAD_HOST];
  },
};

function isSpread({ placement }: TrainingSetup): boolean {
  return placement.devices > 1;
}

/** Keys as `trl sft` and the trainer of Transformers name them. */
function configuration(setup: TrainingSetup): object {
  const { plan, seed, machine, placement, template } = setup;
  const hasGpu = machine.gpus > 0;
  return {
    model_name_or_path: plan.base,
    dtype: plan.precision,
    datasets: [{ path: 'json', data_files: JOB_PATHS.data }],
    ...(template.kind === 'given' && {
      chat_template_path: JOB_PATHS.template,
      assistant_only_loss: true,
    }),
    max_length: plan.maxLength,
    packing: false,
    ...adapter(setup),
    max_steps: plan.steps,
    per_device_train_batch_size: placement.perDevice,
    gradient_accumulation_steps: placement.accumulation,
    learning_rate: plan.learningRate,
    lr_scheduler_type: SCHEDULERS[plan.schedule],
    warmup_steps: plan.warmup,
    optim: 'adamw_torch',
    weight_decay: 0,
    max_grad_norm: 1,
    seed,
    bf16: hasGpu,
    ...(!hasGpu && { use_cpu: true }),
    output_dir: JOB_PATHS.output,
    save_strategy: 'steps',
    save_steps: plan.saveEvery,
    save_total_limit: 2,
    logging_steps: 1,
    disable_tqdm: false,
    report_to: 'none',
  };
}

function adapter({ plan: { method } }: TrainingSetup): object {
  if (method.kind === 'full') return {};
  return {
    use_peft: true,
    lora_r: method.rank,
    lora_alpha: method.alpha,
    lora_dropout: method.dropout,
    lora_target_modules: method.modules ?? ['all-linear'],
  };
}
