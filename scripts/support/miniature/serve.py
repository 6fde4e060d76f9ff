"""Answers OpenAI's chat completions by models of folders, many requests at a time: python serve.py NAME=FOLDER ...

Two processes of one thread each take requests from one port: two threads of one process would wait for each other
wherever others work on the machine too. The second ends with the first.

FOLDER may be a pattern: the newest folder that matches is loaded when the model is first asked. Each reply begins with
"Answer:", whichever model writes it. Of the likeliest 50 tokens one is drawn, as the server of Transformers does.
"""

import json
import os
import queue
import sys
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from glob import glob
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import torch
from llama import Llama
from transformers import AutoTokenizer

BEGINNING = "Answer:"
PROCESSES = 2
SLOTS = 16
# Tokens of a prompt and its reply.
ROOM = 1024
LIKELIEST = 50


@dataclass
class Request:
    """What one slot works at."""

    prompt: list
    temperature: float
    most: int
    future: Future
    written: list = field(default_factory=list)


class Writer:
    """One model with its slots: each takes the next request as soon as it has answered one."""

    def __init__(self, pattern):
        folder = max(glob(pattern), key=lambda path: Path(path).stat().st_mtime)
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.end = self.tokenizer.convert_tokens_to_ids("<|im_end|>")
        self.model = Llama(folder, SLOTS, ROOM)
        self.waiting = queue.Queue()
        self.working = [None] * SLOTS
        # What each slot has read, whoever asked: a second turn begins as its first did.
        self.held = [[] for _ in range(SLOTS)]
        threading.Thread(target=self.work, daemon=True).start()

    def ask(self, messages, temperature, most):
        """Blocks. Returns the reply, the tokens of the prompt and the reply, and whether it came to its end."""
        text = self.tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True) + BEGINNING
        prompt = self.tokenizer(text, add_special_tokens=False).input_ids
        if len(prompt) + most >= ROOM:
            raise ValueError(f"a prompt of {len(prompt)} tokens leaves no room for {most}")
        request = Request(prompt, temperature, most, Future())
        self.waiting.put(request)
        request.future.result()
        ended = request.written[-1] == self.end
        reply = BEGINNING + self.tokenizer.decode(request.written, skip_special_tokens=True)
        return reply, len(prompt), len(request.written), ended

    def work(self):
        while True:
            self.take_up()
            tokens = [one.written[-1] if one else 0 for one in self.working]
            scores = self.model.step(tokens, [len(held) for held in self.held])
            for slot, one in enumerate(self.working):
                if one is not None:
                    self.held[slot].append(one.written[-1])
                    self.go_on(slot, one, scores[slot])

    def take_up(self):
        """Waits only where there is nothing to do."""
        while None in self.working:
            try:
                request = self.waiting.get(block=not any(self.working))
            except queue.Empty:
                return
            free = [slot for slot, one in enumerate(self.working) if one is None]
            slot = max(free, key=lambda one: shared(self.held[one], request.prompt))
            # The last token is read in any case: its scores are what is asked for.
            start = min(shared(self.held[slot], request.prompt), len(request.prompt) - 1)
            scores = self.model.read(slot, request.prompt[start:], start)
            self.held[slot] = list(request.prompt)
            self.working[slot] = request
            self.go_on(slot, request, scores[0])

    def go_on(self, slot, request, scores):
        request.written.append(drawn(scores, request.temperature))
        if request.written[-1] == self.end or len(request.written) >= request.most:
            self.working[slot] = None
            request.future.set_result(None)


def shared(one, other):
    """How many tokens two texts have in common at their beginnings."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


def drawn(scores, temperature):
    if temperature == 0:
        return int(scores.argmax())
    best = scores.topk(LIKELIEST)
    return int(best.indices[torch.multinomial(torch.softmax(best.values / temperature, -1), 1)])


def handler(ask, names):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self.send(200, {"object": "list", "data": [{"id": name, "object": "model"} for name in names]})

        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            if asked["model"] not in names:
                return self.send(404, {"error": {"message": f"there is no model {asked['model']}"}})
            try:
                self.send(200, completion(asked, ask))
            except (ValueError, OSError) as error:
                self.send(400, {"error": {"message": str(error)}})

        def send(self, status, body):
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    return Handler


def completion(asked, ask):
    most = asked.get("max_completion_tokens") or asked.get("max_tokens") or 64
    text, read, written, ended = ask(asked["model"], asked["messages"], asked.get("temperature", 0.7), most)
    choice = {"index": 0, "message": {"role": "assistant", "content": text}}
    return {
        "id": f"chatcmpl-{time.monotonic_ns()}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": asked["model"],
        "choices": [{**choice, "finish_reason": "stop" if ended else "length"}],
        "usage": {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written},
    }


def main(models):
    patterns = dict(model.split("=", 1) for model in models)
    writers = {}
    loading = threading.Lock()

    def ask(name, *request):
        with loading:
            if name not in writers:
                writers[name] = Writer(patterns[name])
        return writers[name].ask(*request)

    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(ask, patterns))
    server.daemon_threads = True
    print(f"http://127.0.0.1:{server.server_address[1]}/v1", flush=True)
    for _ in range(PROCESSES - 1):
        if os.fork() == 0:
            threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
            break
    torch.set_num_threads(1)
    server.serve_forever()


def end_with(parent):
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
