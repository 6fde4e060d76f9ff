"""A model of the Llama family as a processor runs it fastest: weights of 16 bits, many texts a step, nothing computed twice.

The generation of Transformers copies all that was read at every step, which on a processor takes longer than the model.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch.nn.functional import linear, rms_norm, scaled_dot_product_attention, silu


class Llama:
    """Reads and writes in numbered slots. A slot keeps what was read in it until something else is read there."""

    def __init__(self, folder, slots, room):
        config = json.loads((Path(folder) / "config.json").read_text(encoding="utf-8"))
        self.layers = config["num_hidden_layers"]
        self.heads, self.groups = config["num_attention_heads"], config["num_key_value_heads"]
        self.size = config["hidden_size"] // self.heads
        self.epsilon = config["rms_norm_eps"]
        loaded = load_file(Path(folder) / "model.safetensors")
        self.weights = {name.removeprefix("model."): value.to(torch.bfloat16) for name, value in loaded.items()}
        self.embedding = self.weights["embed_tokens.weight"]
        self.last = self.weights.get("lm_head.weight", self.embedding)
        shape = (self.layers, slots, self.groups, room, self.size)
        self.keys, self.values = torch.zeros(shape, dtype=torch.bfloat16), torch.zeros(shape, dtype=torch.bfloat16)
        steps = torch.arange(0, self.size, 2).float() / self.size
        angles = torch.outer(torch.arange(room).float(), config["rope_parameters"]["rope_theta"] ** -steps)
        self.cosines = torch.cat([angles.cos(), angles.cos()], -1).to(torch.bfloat16)
        self.sines = torch.cat([-angles.sin(), angles.sin()], -1).to(torch.bfloat16)

    @torch.inference_mode()
    def read(self, slot, tokens, start):
        """Reads tokens into a slot behind the `start` that are there. Returns the scores of what comes next."""
        places = torch.arange(start, start + len(tokens))
        end = start + len(tokens)
        mask = torch.arange(end) <= places[:, None]

        def attend(layer, queries, keys, values):
            self.keys[layer, slot, :, start:end] = keys.transpose(0, 1)
            self.values[layer, slot, :, start:end] = values.transpose(0, 1)
            kept = self.keys[layer, slot, :, :end], self.values[layer, slot, :, :end]
            wide = [one.repeat_interleave(self.heads // self.groups, 0)[None] for one in kept]
            return scaled_dot_product_attention(queries.transpose(0, 1)[None], *wide, attn_mask=mask)[0].transpose(0, 1)

        return self.scores(self.run(torch.tensor(tokens), places, attend)[-1:])

    @torch.inference_mode()
    def step(self, tokens, places):
        """One more token in every slot, at its place there. Returns the scores of what comes next in each."""
        at = torch.tensor(places)
        rows = torch.arange(len(at))
        longest = int(at.max()) + 1
        mask = (torch.arange(longest) <= at[:, None])[:, None, None]

        def attend(layer, queries, keys, values):
            self.keys[layer, rows, :, at] = keys
            self.values[layer, rows, :, at] = values
            kept = self.keys[layer, :, :, :longest], self.values[layer, :, :, :longest]
            grouped = queries.view(len(at), self.groups, self.heads // self.groups, self.size)
            return scaled_dot_product_attention(grouped, *kept, attn_mask=mask)

        return self.scores(self.run(torch.tensor(tokens), at, attend))

    def run(self, tokens, places, attend):
        count = len(tokens)
        hidden = self.embedding[tokens]
        for layer in range(self.layers):
            queries, keys, values = (
                self.project(layer, f"self_attn.{name}_proj", self.normed(layer, "input", hidden)).view(
                    count, -1, self.size
                )
                for name in "qkv"
            )
            found = attend(layer, self.turned(queries, places), self.turned(keys, places), values)
            hidden = hidden + self.project(layer, "self_attn.o_proj", found.reshape(count, -1))
            inner = self.normed(layer, "post_attention", hidden)
            gate = silu(self.project(layer, "mlp.gate_proj", inner))
            hidden = hidden + self.project(layer, "mlp.down_proj", gate * self.project(layer, "mlp.up_proj", inner))
        return hidden

    def scores(self, hidden):
        return linear(rms_norm(hidden, hidden.shape[-1:], self.weights["norm.weight"], self.epsilon), self.last).float()

    def project(self, layer, name, hidden):
        return linear(hidden, self.weights[f"layers.{layer}.{name}.weight"])

    def normed(self, layer, name, hidden):
        return rms_norm(hidden, hidden.shape[-1:], self.weights[f"layers.{layer}.{name}_layernorm.weight"], self.epsilon)

    def turned(self, vectors, places):
        """The places, by turning each half of a vector against the other."""
        half = self.size // 2
        swapped = torch.cat([vectors[..., half:], vectors[..., :half]], -1)
        return vectors * self.cosines[places][:, None] + swapped * self.sines[places][:, None]
