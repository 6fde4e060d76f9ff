"""Writes the weights of a GGUF file, made whole again, as a folder that trainers and servers read.

python unpack.py FOLDER NAME OUT TEMPLATE: conversations are written by the template that the training uses.
"""

import re
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

folder, name, out, template = sys.argv[1:]
packed = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32)
config = packed.config
if hasattr(config, "quantization_config"):
    del config.quantization_config
model = AutoModelForCausalLM.from_config(config, dtype=torch.float32)
missing = model.load_state_dict(packed.state_dict(), strict=False)
if missing.unexpected_keys or any("lm_head" not in key for key in missing.missing_keys):
    sys.exit(f"The weights do not fit the model: {missing}")
model.generation_config = packed.generation_config
# The server of Transformers draws words by chance only where the model itself says so, whatever the temperature asked.
model.generation_config.do_sample = True
model.save_pretrained(out)
tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=name)
# The marks of what is learnt say nothing to a server.
tokenizer.chat_template = re.sub(r"\{%-?\s*(end)?generation\s*-?%\}", "", Path(template).read_text(encoding="utf-8"))
tokenizer.save_pretrained(out)
