import { stringify } from 'yaml';
import type { TrainingSetup } from './trainingEngine.ts';

/**
 * How `accelerate launch` shares a training out over several GPUs. Which node it is comes from the command line. An
 * adapter's model is not shared out: its weights have two types, which FSDP does not put together.
 */
export function accelerateConfig({ plan, machine, placement }: TrainingSetup): string {
  return stringify({
    compute_environment: 'LOCAL_MACHINE',
    num_machines: machine.nodes,
    num_processes: placement.devices,
    mixed_precision: 'bf16',
    main_training_function: 'main',
    rdzv_backend: 'static',
    same_network: true,
    use_cpu: false,
    ...(plan.method.kind === 'lora' ? COPIED : plan.sharding === 'fsdp' ? FSDP : ZERO_3),
  });
}

const COPIED = { distributed_type: 'MULTI_GPU' };

const FSDP = {
  distributed_type: 'FSDP',
  fsdp_config: {
    fsdp_version: 2,
    fsdp_auto_wrap_policy: 'TRANSFORMER_BASED_WRAP',
    fsdp_reshard_after_forward: true,
    fsdp_offload_params: false,
    fsdp_cpu_ram_efficient_loading: true,
    fsdp_state_dict_type: 'FULL_STATE_DICT',
    fsdp_activation_checkpointing: false,
  },
};

const ZERO_3 = {
  distributed_type: 'DEEPSPEED',
  deepspeed_config: {
    deepspeed_multinode_launcher: 'standard',
    zero_stage: 3,
    offload_optimizer_device: 'none',
    offload_param_device: 'none',
    zero3_init_flag: true,
    zero3_save_16bit_model: true,
  },
};
