import type {
  MeasureFromPage,
  MeasureName,
  MeasureQuestion,
  MeasureToPage,
  MeasureView,
} from '../../src/protocol/measure.ts';
import type { PartMessage, ToPage } from '../../src/protocol/panel.ts';

/** What the page knows of one measure. */
export interface Measured {
  /** Asks the host, unless it was asked the same. `isStale`: the results may be others since. */
  ask(question: MeasureQuestion, isStale: boolean): void;
  /** True: something to draw has changed. */
  receive(message: MeasureToPage): boolean;
  view(): MeasureView | undefined;
  /** The host is working it out: what is shown is of before. */
  isWorking(): boolean;
}

export function createMeasured(measure: MeasureName, post: (message: MeasureFromPage) => void): Measured {
  let [turn, answered, asked, isWorking] = [0, 0, '', false];
  let answer: { readonly key: string; readonly view: MeasureView } | undefined;
  return {
    ask(question, isStale) {
      const content = JSON.stringify(question);
      if (content === asked && !isStale) return;
      asked = content;
      turn += 1;
      const have = answer?.key;
      post({ kind: 'measure-ask', turn, question, ...(have === undefined ? {} : { have }) });
    },
    receive(message) {
      if (message.kind !== 'measure-working' && message.kind !== 'measure-view') return false;
      if (message.measure !== measure || message.turn <= answered) return false;
      // Who asks again meanwhile waits for the same work.
      if (message.kind === 'measure-working') isWorking = true;
      else if (message.turn !== turn) return false;
      else {
        isWorking = false;
        answered = turn;
        answer = message.answer ?? answer;
      }
      return true;
    },
    view: () => answer?.view,
    isWorking: () => isWorking,
  };
}

/** The form inside is the host's word. */
export function isMeasureMessage(message: ToPage | PartMessage | MeasureToPage): message is MeasureToPage {
  return message.kind.startsWith('measure-');
}
