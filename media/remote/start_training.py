"""Starts a training: python start_training.py training.json [NODE] -- ENGINE ARGUMENT ...

Checks the labels first (check_labels.py) and does not train where they are wrong. Then it becomes the engine, so that
signals and the exit status are the engine's own. Where an earlier attempt saved its state, the engine goes on from
the last one that is whole. Of several nodes, 0 checks and clears away; the engines of the others wait for its engine.
"""

import inspect
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path


def saved_states(output):
    """The folders of the saved states with their steps, the last one first."""
    folders = [f for f in Path(output).glob("checkpoint-*") if f.name.removeprefix("checkpoint-").isdigit()]
    steps = [(int(folder.name.removeprefix("checkpoint-")), folder) for folder in folders]
    return sorted(steps, reverse=True)


def is_whole(step, folder):
    """The engines write this file last."""
    try:
        state = json.loads((folder / "trainer_state.json").read_text(encoding="utf-8"))
        return state["global_step"] == step
    except (OSError, ValueError, KeyError):
        return False


def last_whole_state(output, is_first_node):
    """Removes states that were cut while they were written: axolotl would go on from them."""
    for step, folder in saved_states(output):
        if is_whole(step, folder):
            return step, folder
        if not is_first_node:
            continue
        print(f"skillmix: removes {folder}, which was not written to its end", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
    return None


def resuming(engine, last):
    """The arguments with which the engine goes on where it was."""
    if last is None:
        return []
    step, folder = last
    if engine == "axolotl":
        print(f"skillmix: goes on from step {step}", flush=True)
        return []
    import trl.scripts.sft as sft

    if "resume_from_checkpoint" not in inspect.getsource(sft):
        print("skillmix: this version of TRL cannot go on from a saved state: it begins at step 0", flush=True)
        return []
    print(f"skillmix: goes on from step {step}", flush=True)
    return ["--resume_from_checkpoint", str(folder)]


def labels_are_right(plan_path):
    """In a process of its own, so that no memory of the GPUs is held when the engine starts."""
    checker = Path(__file__).with_name("check_labels.py")
    return subprocess.run([sys.executable, str(checker), plan_path], check=False).returncode == 0


def main(plan_path, node, command):
    plan = json.loads(Path(plan_path).read_text(encoding="utf-8"))
    if node == 0 and not labels_are_right(plan_path):
        print("skillmix: the training was not started", flush=True)
        return 1
    words = command + resuming(plan["engine"], last_whole_state(plan["output"], node == 0))
    print("skillmix: " + " ".join(words), flush=True)
    os.execvp(words[0], words)


if __name__ == "__main__":
    end = sys.argv.index("--")
    node = int(sys.argv[2]) if end > 2 else 0
    sys.exit(main(sys.argv[1], node, sys.argv[end + 1 :]))
