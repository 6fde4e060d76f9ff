import { emitKeypressEvents } from 'node:readline';
import type { RunHandle } from '../core/runs/runner.ts';

/**
 * Lets the person at the terminal steer a run: p pauses and goes on, + and - change how many calls are under way at
 * each endpoint, a lets the endpoints decide, Ctrl-C ends. Where there is no terminal, nothing is listened for.
 */
export function listenForKeys(handle: RunHandle, say: (text: string) => void): { stop(): void } {
  const { stdin } = process;
  if (!stdin.isTTY || !process.stderr.isTTY) return { stop: () => undefined };

  const limit = (): number => Math.max(1, ...handle.progress().endpoints.map((endpoint) => endpoint.limit));
  const limitTo = (most: number): void => {
    handle.limitConcurrency(most);
    say(`At most ${most} calls at a time.`);
  };
  const onKey = (
    _text: string | undefined,
    key: { readonly name?: string; readonly ctrl?: boolean; readonly sequence?: string },
  ): void => {
    if (key.ctrl && key.name === 'c') process.kill(process.pid, 'SIGINT');
    else if (key.name === 'p') togglePause(handle, say);
    else if (key.sequence === '+') limitTo(limit() + Math.ceil(limit() / 4));
    else if (key.sequence === '-') limitTo(Math.max(1, limit() - Math.ceil(limit() / 4)));
    else if (key.name === 'a') {
      handle.limitConcurrency(undefined);
      say('As many calls at a time as the endpoints take well.');
    }
  };

  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdin.on('keypress', onKey);
  stdin.resume();
  say('Keys: p pause, + and - calls at a time, a automatic, Ctrl-C end (what is finished is kept).');
  return {
    stop() {
      stdin.off('keypress', onKey);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}

function togglePause(handle: RunHandle, say: (text: string) => void): void {
  const { state } = handle.progress();
  if (state === 'paused' || state === 'pausing') {
    handle.resume();
    say('Going on.');
  } else {
    handle.pause();
    say('Paused: calls under way are finished, no others are sent. Press p to go on.');
  }
}
