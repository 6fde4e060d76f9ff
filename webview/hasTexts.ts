import type { PanelSnapshot } from '../src/protocol/panel.ts';

/** Whether any text is stored: `total` is only of those that the filters of Texts select. */
export function hasTexts({ choices }: PanelSnapshot): boolean {
  return choices.students.length > 0;
}
