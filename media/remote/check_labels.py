"""Checks what a training would learn: python check_labels.py training.json

Lets the engine itself prepare the data, by the same configuration and code with which it will train, and compares
what it prepared with the conversations that were sent:

- the tokens of each row are those that the model's own chat template gives, so that the model is trained in the form
  in which it will be asked;
- the loss is on the answers and on the token that ends each of them, and on nothing else.

Prints what it found. The exit status is 0 where all rows are so, and 1 where not.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

IGNORED = -100
TOLD = 5


class WrongLabels(Exception):
    """What is wrong, in a sentence."""


def prepared_by_trl(plan, elsewhere):
    """The rows as `trl sft` prepares them. A tiny model stands in for the real one: preparing asks none of it."""
    from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM
    from trl import SFTTrainer, get_dataset
    from trl.scripts.sft import make_parser

    # No GPU is needed to prepare rows, and none is kept from the engine; nor is anything written where it writes.
    words = ["--config", plan["config"], "--use_cpu", "true", "--bf16", "false", "--output_dir", elsewhere]
    arguments = make_parser().parse_args_and_config(words, fail_with_unknown_args=False)
    training, model, dataset = arguments[1:4]
    tokenizer = AutoTokenizer.from_pretrained(model.model_name_or_path, revision=model.model_revision)
    size = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1}
    stand_in = LlamaForCausalLM(LlamaConfig(vocab_size=len(tokenizer), **size))
    training.model_init_kwargs = None
    trainer = SFTTrainer(
        model=stand_in, args=training, train_dataset=get_dataset(dataset)["train"], processing_class=tokenizer
    )
    return trainer.train_dataset


def prepared_by_axolotl(plan, _):
    """The rows as `axolotl preprocess` leaves them for `axolotl train`."""
    import yaml
    from datasets import load_from_disk

    subprocess.run(["axolotl", "preprocess", plan["config"]], check=True)
    config = yaml.safe_load(Path(plan["config"]).read_text(encoding="utf-8"))
    folders = [state.parent for state in Path(config["dataset_prepared_path"]).glob("*/state.json")]
    if len(folders) != 1:
        raise WrongLabels(f"axolotl prepared {len(folders)} data sets, where there is one")
    return load_from_disk(str(folders[0]))


PREPARED_BY = {"trl": prepared_by_trl, "axolotl": prepared_by_axolotl}


def prepared_rows(plan):
    with tempfile.TemporaryDirectory() as elsewhere:
        return PREPARED_BY[plan["engine"]](plan, elsewhere)


def conversations_of(path):
    """Each row as its messages, and which of them are learnt."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if "messages" in row:
                messages = row["messages"]
                learnt = [m["content"] for m in messages if m["role"] == "assistant"]
            else:
                messages = row["prompt"] + row["completion"]
                learnt = [row["completion"][0]["content"]]
            yield messages, learnt


class Expected:
    """The rows as the model's own chat template writes them, cut at the longest length."""

    def __init__(self, plan):
        from transformers import AutoTokenizer

        self.tokenizer = AutoTokenizer.from_pretrained(plan["base"])
        if not self.tokenizer.chat_template:
            if plan["template"] is None:
                raise WrongLabels("the tokenizer has no chat template: name one with chatTemplate")
            print("skillmix: the tokenizer has no chat template of its own: the one that was sent is taken")
            self.tokenizer.chat_template = Path(plan["template"]).read_text(encoding="utf-8")
        self.ends = set(self.tokenizer.all_special_ids) | set(self.tokenizer.get_added_vocab().values())
        self.rows = {}
        self.cut = 0
        self.gaps = 0
        for messages, learnt in conversations_of(plan["data"]):
            ids = self.tokens_of(messages)
            kept = tuple(ids[: plan["maxLength"]])
            self.cut += len(kept) < len(ids)
            self.rows[kept] = (learnt, len(kept) < len(ids))

    def tokens_of(self, messages):
        text = self.tokenizer.apply_chat_template(messages, tokenize=False)
        return self.tokenizer(text, add_special_tokens=False)["input_ids"]

    def problem_of(self, ids, labels):
        """What is wrong with one prepared row; None where nothing is. Marks the row as found."""
        found = self.rows.get(tuple(ids))
        if found is None:
            return f"its tokens are not those of the model's own chat template: {self.shown(ids)}"
        if any(label not in (IGNORED, token) for token, label in zip(ids, labels)):
            return "a label is another token than the one at its place"
        learnt, is_cut = found
        runs = self.runs_of(ids, labels)
        texts = [self.text_of(run) for run in runs]
        answers = [answer.strip() for answer in learnt]
        if is_cut:
            whole = texts[:-1] == answers[: len(texts) - 1] if texts else True
            begun = not texts or (len(texts) <= len(answers) and answers[len(texts) - 1].startswith(texts[-1]))
            return None if whole and begun else f"the loss is on {texts}, and not on the answers"
        if texts != answers:
            return f"the loss is on {texts}, and the answers are {answers}"
        if any(not self.has_end(run) for run in runs):
            return "the end of an answer is not learnt: a model trained so does not stop"
        return None

    def runs_of(self, ids, labels):
        """The tokens with loss, run by run. White space alone does not part two of them."""
        runs, between = [], None
        for token, label in zip(ids, labels):
            if label == IGNORED:
                if between is not None:
                    between.append(token)
                continue
            is_new = between is None or (len(between) > 0 and self.tokenizer.decode(between).strip() != "")
            if is_new:
                runs.append([])
            else:
                self.gaps += len(between)
            runs[-1].append(token)
            between = []
        return runs

    def text_of(self, run):
        return self.tokenizer.decode([token for token in run if token not in self.ends]).strip()

    def has_end(self, run):
        last = [token for token in run if token in self.ends or self.tokenizer.decode([token]).strip() != ""]
        return len(last) > 0 and last[-1] in self.ends

    def shown(self, ids):
        text = self.tokenizer.decode(ids)
        return repr(text if len(text) < 400 else text[:400] + "…")


def check(plan):
    prepared = prepared_rows(plan)
    expected = Expected(plan)
    others, problems, found, learnt = 0, Counter(), set(), 0
    for row in prepared:
        ids, labels = list(row["input_ids"]), list(row["labels"])
        if plan["pretraining"] and tuple(ids) not in expected.rows and IGNORED not in labels:
            others += 1
            continue
        problem = expected.problem_of(ids, labels)
        if problem is None:
            found.add(tuple(ids))
            learnt += sum(label != IGNORED for label in labels)
        else:
            problems[problem] += 1
    for problem, count in problems.most_common(TOLD):
        print(f"skillmix: {count} rows: {problem}")
    if problems:
        raise WrongLabels(f"{sum(problems.values())} of {len(prepared)} rows would be learnt wrongly")
    missing = len(expected.rows) - len(found)
    if missing > expected.cut:
        raise WrongLabels(f"the engine left out {missing} of {len(expected.rows)} conversations")
    if not found:
        raise WrongLabels("the engine prepared no conversation")
    if expected.gaps:
        print(
            f"skillmix: {expected.gaps} tokens of white space between an answer and its end are not learnt: the engine "
            "leaves them out"
        )
    print(
        f"skillmix: labels checked: {len(found)} conversations, {learnt} tokens learnt: the answers and their ends, "
        f"nothing else; {expected.cut} cut at {plan['maxLength']} tokens, {missing} left out, {others} rows of other text"
    )


if __name__ == "__main__":
    try:
        check(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    except WrongLabels as wrong:
        print(f"skillmix: the labels are wrong: {wrong}")
        sys.exit(1)
