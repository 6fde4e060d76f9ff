"""Makes a random Llama of two layers with a tokenizer trained on the spot: make_model.py FOLDER TEMPLATE DATA

The tokenizer writes spaces as those of Mistral and Llama 2 do, with the pieces of bytes and the special tokens of
theirs, so that what depends on them can be tested without a download.
"""

import json
import sys
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

SPECIAL = ["<unk>", "<s>", "</s>"]
LETTERS = [chr(code) for code in range(ord("!"), ord("~") + 1)]
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]


def make_tokenizer(texts, template):
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    strip = decoders.Strip(" ", 1, 0)
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), strip]
    )
    # For the training alone: pieces are no longer than words.
    tokenizer.pre_tokenizer = pre_tokenizers.Split("▁", "merged_with_next")
    # Letters that the texts lack are letters all the same: pieces of bytes count as special here.
    trainer = trainers.BpeTrainer(vocab_size=700, special_tokens=SPECIAL + BYTES, initial_alphabet=LETTERS)
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.pre_tokenizer = None
    made = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", unk_token="<unk>"
    )
    made.chat_template = template
    return made


def main(folder, template, data):
    lines = Path(data).read_text(encoding="utf-8").splitlines()
    texts = [message["content"] for line in lines for message in json.loads(line)["messages"]]
    tokenizer = make_tokenizer(texts, Path(template).read_text(encoding="utf-8"))
    tokenizer.save_pretrained(folder)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        # The least that vLLM knows.
        head_dim=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=1024,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
    )
    LlamaForCausalLM(config).save_pretrained(folder)


main(*sys.argv[1:])
