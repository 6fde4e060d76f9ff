"""Prints the labels of the rows that an engine prepared, as JSON: show_labels.py training.json

Each row is a list of [token, learnt], the token as the text it stands for.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(sys.argv[1]).resolve().parent))

from check_labels import prepared_rows
from transformers import AutoTokenizer

plan = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
tokenizer = AutoTokenizer.from_pretrained(plan["base"])
rows = [
    [
        [tokenizer.convert_ids_to_tokens(token), label == token]
        for token, label in zip(row["input_ids"], row["labels"])
    ]
    for row in prepared_rows(plan)
]
Path("labels.json").write_text(json.dumps(rows), encoding="utf-8")
