import * as v from 'valibot';

/** What the size of a decoder of the Llama family is made of. */
export interface ModelShape {
  readonly layers: number;
  readonly hidden: number;
  readonly intermediate: number;
  readonly heads: number;
  /** Of keys and values; as many as `heads` where they are not shared. */
  readonly keyHeads: number;
  /** Of one head. */
  readonly headSize: number;
  readonly vocabulary: number;
  /** The last layer is the embedding again. */
  readonly isTied: boolean;
}

/** The linear layers of one block, as inputs and outputs. */
export function linearLayers(shape: ModelShape): readonly (readonly [number, number])[] {
  const { hidden, intermediate, heads, keyHeads, headSize } = shape;
  const [queries, keys] = [heads * headSize, keyHeads * headSize];
  return [
    [hidden, queries],
    [hidden, keys],
    [hidden, keys],
    [queries, hidden],
    [hidden, intermediate],
    [hidden, intermediate],
    [intermediate, hidden],
  ];
}

/** How many weights there are. */
export function parametersOf(shape: ModelShape): number {
  const { layers, hidden, vocabulary, isTied } = shape;
  const linear = linearLayers(shape).reduce((sum, [from, to]) => sum + from * to, 0);
  const norms = 2 * hidden;
  return layers * (linear + norms) + hidden + vocabulary * hidden * (isTied ? 1 : 2);
}

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const modelConfig = v.object({
  num_hidden_layers: count,
  hidden_size: count,
  intermediate_size: count,
  num_attention_heads: count,
  num_key_value_heads: v.nullish(count),
  head_dim: v.nullish(count),
  vocab_size: count,
  tie_word_embeddings: v.nullish(v.boolean()),
  // As Mixtral, Qwen and DeepSeek name them.
  num_local_experts: v.nullish(v.number()),
  num_experts: v.nullish(v.number()),
  n_routed_experts: v.nullish(v.number()),
});

/** The shape that a model's `config.json` tells; undefined where it is of another kind. */
export function readModelShape(configJson: string): ModelShape | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), modelConfig), configJson);
  if (!parsed.success) return undefined;
  const config = parsed.output;
  // Of experts it is not known how large each of them is.
  if (Math.max(config.num_local_experts ?? 0, config.num_experts ?? 0, config.n_routed_experts ?? 0) > 1)
    return undefined;
  const heads = config.num_attention_heads;
  return {
    layers: config.num_hidden_layers,
    hidden: config.hidden_size,
    intermediate: config.intermediate_size,
    heads,
    keyHeads: config.num_key_value_heads ?? heads,
    headSize: config.head_dim ?? config.hidden_size / heads,
    vocabulary: config.vocab_size,
    isTied: config.tie_word_embeddings ?? false,
  };
}
