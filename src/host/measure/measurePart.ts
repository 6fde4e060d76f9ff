import type * as vscode from 'vscode';
import type { MeasureAsk, MeasureFromPage, MeasureToPage } from '../../protocol/measure.ts';
import { isOpen } from '../panel/openScene.ts';
import type { PanelPart, PartPage } from '../panel/resultsPanel.ts';
import { type SceneTools, sceneOf } from '../panel/scenes.ts';
import { readFromMeasure } from './fromMeasure.ts';
import type { Measures } from './measures.ts';

export interface MeasurePartTools extends SceneTools {
  readonly measures: Measures;
  readonly log: vscode.LogOutputChannel;
}

/** The tabs of the results panel that compare students and look at graders. */
export function createMeasurePart(tools: MeasurePartTools): PanelPart {
  const { measures, log } = tools;

  async function answer(ask: MeasureAsk, page: PartPage): Promise<void> {
    const { turn, question, have } = ask;
    const { measure } = question;
    const send = senderTo(page);
    const scene = await sceneOf(tools, page.skillset);
    if (!isOpen(scene)) return void (await send({ kind: 'measure-view', measure, turn }));
    const key = JSON.stringify([scene.key, question]);
    if (key === have) return void (await send({ kind: 'measure-view', measure, turn }));
    const view = await measures.answer(scene, question, () =>
      send({ kind: 'measure-working', measure, turn }),
    );
    await send({ kind: 'measure-view', measure, turn, answer: { key, view } });
  }

  async function reply(request: MeasureFromPage, page: PartPage): Promise<void> {
    if (request.kind === 'measure-ask') return answer(request, page);
    const send = senderTo(page);
    const scene = await sceneOf(tools, page.skillset);
    if (!isOpen(scene)) return;
    if (request.kind === 'measure-flips') {
      const { kind, from, ...of } = request;
      const flips = await measures.flips(scene, of, from);
      await send({ kind, of, from, flips });
      return;
    }
    const { kind, of } = request;
    const [base, tuned] = [
      await measures.texts(scene, of.base, of.grader),
      await measures.texts(scene, of.tuned, of.grader),
    ];
    await send({ kind, of, base, tuned });
  }

  return {
    name: 'measure',
    async receive(message, page) {
      const request = readFromMeasure(message);
      if (request === undefined)
        return log.warn('The results page asked for figures that are not understood.');
      await reply(request, page);
    },
  };
}

function senderTo(page: PartPage): (message: MeasureToPage) => Thenable<boolean> {
  return (message) => page.post(message);
}
