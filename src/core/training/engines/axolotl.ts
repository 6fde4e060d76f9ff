import { stringify } from 'yaml';
import { HEAD_HOST, NODE_RANK } from '../../jobs/jobSpec.ts';
import { withoutMarks } from '../chatTemplates.ts';
import { JOB_PATHS, type TrainingEngine, type TrainingSetup } from '../trainingEngine.ts';
import { SCHEDULERS } from './schedulers.ts';

const ZERO_3 = 'zero3.json';

/** axolotl, by `axolotl train`. It finds the answers in what any chat template writes. */
export const axolotl: TrainingEngine = {
  name: 'axolotl',
  config: 'axolotl.yaml',
  environment: { AXOLOTL_DO_NOT_TRACK: '1', DO_NOT_TRACK: '1' },
  rowForm: () => 'conversation',
  problem: () => undefined,
  files(setup) {
    const config = { path: 'axolotl.yaml', content: stringify(configuration(setup)) };
    return usesZero(setup)
      ? [config, { path: ZERO_3, content: JSON.stringify(ZERO_CONFIG, null, 2) }]
      : [config];
  },
  command({ machine, placement, port }) {
    const train = ['axolotl', 'train', 'axolotl.yaml', '--launcher'];
    if (placement.devices === 1) return [...train, 'python'];
    const spread = [...train, 'torchrun', '--', '--nproc_per_node', String(machine.gpus)];
    const meeting = ['--nnodes', String(machine.nodes), '--master_port', String(port)];
    if (machine.nodes === 1) return [...spread, ...meeting];
    return [...spread, ...meeting, '--node_rank', NODE_RANK, '--master_addr', HEAD_HOST];
  },
};

/** Keys as axolotl names them. */
function configuration(setup: TrainingSetup): object {
  const { plan, seed, machine, placement, template } = setup;
  const isBfloat16 = machine.gpus > 0 && plan.precision === 'bfloat16';
  return {
    base_model: plan.base,
    ...(template.kind === 'own'
      ? { chat_template: 'tokenizer_default' }
      : { chat_template: 'jinja', chat_template_jinja: withoutMarks(template.text) }),
    datasets: [CONVERSATIONS, ...pretraining(setup)],
    dataset_prepared_path: 'prepared',
    train_on_inputs: false,
    sequence_len: plan.maxLength,
    excess_length_strategy: 'truncate',
    sample_packing: false,
    pad_to_sequence_len: false,
    ...adapter(setup),
    max_steps: plan.steps,
    micro_batch_size: placement.perDevice,
    gradient_accumulation_steps: placement.accumulation,
    learning_rate: plan.learningRate,
    lr_scheduler: SCHEDULERS[plan.schedule],
    warmup_steps: plan.warmup,
    optimizer: 'adamw_torch',
    weight_decay: 0,
    max_grad_norm: 1,
    seed,
    // With bf16 axolotl keeps the weights in 16 bits too; in 32 bits the matrices are multiplied as TF32.
    bf16: isBfloat16,
    fp16: false,
    tf32: machine.gpus > 0 && !isBfloat16,
    gradient_checkpointing: machine.gpus > 0,
    ...sharding(setup),
    output_dir: JOB_PATHS.output,
    save_steps: plan.saveEvery,
    save_total_limit: 2,
    auto_resume_from_checkpoints: true,
    logging_steps: 1,
  };
}

const CONVERSATIONS = {
  path: JOB_PATHS.data,
  ds_type: 'json',
  type: 'chat_template',
  field_messages: 'messages',
  message_property_mappings: { role: 'role', content: 'content' },
  roles_to_train: ['assistant'],
  train_on_eos: 'turn',
};

/** So many rows that they are their share of all. */
function pretraining({ plan, rows }: TrainingSetup): object[] {
  if (plan.pretraining === undefined) return [];
  const { path, share } = plan.pretraining;
  const count = Math.max(1, Math.round((rows * share) / (1 - share)));
  return [{ path, ds_type: 'json', type: 'completion', field: 'text', split: `train[:${count}]` }];
}

function adapter({ plan: { method } }: TrainingSetup): object {
  if (method.kind === 'full') return {};
  return {
    adapter: 'lora',
    lora_r: method.rank,
    lora_alpha: method.alpha,
    lora_dropout: method.dropout,
    ...(method.modules === undefined
      ? { lora_target_linear: true }
      : { lora_target_modules: method.modules }),
  };
}

function isShared({ plan, placement }: TrainingSetup): boolean {
  return placement.devices > 1 && plan.method.kind === 'full';
}

function usesZero(setup: TrainingSetup): boolean {
  return isShared(setup) && setup.plan.sharding === 'zero3';
}

function sharding(setup: TrainingSetup): object {
  if (!isShared(setup)) return {};
  if (usesZero(setup)) return { deepspeed: ZERO_3 };
  return {
    fsdp_version: 2,
    fsdp_config: {
      auto_wrap_policy: 'TRANSFORMER_BASED_WRAP',
      reshard_after_forward: true,
      offload_params: false,
      cpu_ram_efficient_loading: true,
      state_dict_type: 'FULL_STATE_DICT',
    },
  };
}

const ZERO_CONFIG = {
  zero_optimization: {
    stage: 3,
    overlap_comm: true,
    contiguous_gradients: true,
    stage3_gather_16bit_weights_on_model_save: true,
  },
  bf16: { enabled: 'auto' },
  gradient_accumulation_steps: 'auto',
  gradient_clipping: 'auto',
  train_batch_size: 'auto',
  train_micro_batch_size_per_gpu: 'auto',
};
