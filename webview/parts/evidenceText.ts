import type { CriterionView, SampleDetail } from '../../src/protocol/panel.ts';
import { element } from '../element.ts';
import { evidenceRanges, markLetter, markLook } from '../marks.ts';
import { laneCount, type Segment, type SegmentMark, splitText } from '../segments.ts';

/** The text with a line under the words that earned a point, one kind of line and one letter for each criterion. */
export function evidenceText({ sample, criteria }: SampleDetail): HTMLElement {
  const segments = splitText(sample.text, evidenceRanges(criteria));
  const text = element(
    'p',
    { class: 'sample-text' },
    ...segments.flatMap((segment) => segmentNodes(segment, criteria)),
  );
  text.style.setProperty('--lanes', String(laneCount(segments)));
  return text;
}

function segmentNodes({ text, marks }: Segment, criteria: readonly CriterionView[]): Node[] {
  let content: Node = document.createTextNode(text);
  for (const mark of marks) content = underline(mark, content);
  const tags = marks.filter(({ starts }) => starts).map(({ mark }) => tag(mark, criteria[mark]));
  return [...tags, content];
}

/** Each lane is a box around those below it, so that the lines lie under each other. */
function underline({ mark, lane }: SegmentMark, content: Node): HTMLElement {
  const box = element('span', { class: 'evidence', 'data-mark': mark, ...markLook(mark) }, content);
  box.style.setProperty('--lane', String(lane));
  return box;
}

function tag(mark: number, criterion: CriterionView | undefined): HTMLElement {
  const label = `${markLetter(mark)}: evidence of ${criterion?.label ?? 'a criterion'}`;
  return element(
    'span',
    {
      class: 'tag',
      role: 'button',
      tabindex: '0',
      'aria-label': label,
      title: label,
      'data-mark': mark,
      'data-focus-key': `tag:${mark}`,
      ...markLook(mark),
    },
    markLetter(mark),
  );
}
