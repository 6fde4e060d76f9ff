/** Keeps calls from being sent while a person wants it so. */
export interface Pause {
  readonly isOn: boolean;
  pause(): void;
  resume(): void;
  /** Resolves when calls may be sent, or when the signal has aborted. */
  over(): Promise<void>;
}

export function createPause(signal: AbortSignal): Pause {
  const waiting: (() => void)[] = [];
  let isOn = false;
  const wake = (): void => {
    for (const go of waiting.splice(0)) go();
  };
  signal.addEventListener('abort', wake, { once: true });
  return {
    get isOn() {
      return isOn;
    },
    pause() {
      isOn = true;
    },
    resume() {
      isOn = false;
      wake();
    },
    async over() {
      while (isOn && !signal.aborted) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
