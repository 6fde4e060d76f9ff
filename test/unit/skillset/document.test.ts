import { describe, expect, it } from 'vitest';
import { parseDocument, parseWhole, type SkillsetDocument } from '../../../src/core/skillset/document.ts';
import type { Node } from '../../../src/core/skillset/tree/node.ts';
import { chanceOf, mutate } from './mutations.ts';
import { SAMPLES } from './samples.ts';

const NUMBERED = SAMPLES.map((text, index) => [index, text] as const);

describe('a file that is parsed piece by piece', () => {
  it.each(NUMBERED)('equals sample %i parsed as a whole', (_, text) => {
    expect(outline(parseDocument('a', text))).toBe(outline(parseWhole('a', text)));
    expect(parseDocument('a', text).problems).toEqual([]);
  });

  it.each(NUMBERED)('equals the whole after random changes to sample %i', (index, sample) => {
    const chance = chanceOf(index + 1);
    let text = sample;
    let document = parseDocument('a', text);
    for (let step = 0; step < 60; step += 1) {
      text = step % 4 === 0 ? sample : mutate(text, chance);
      document = parseDocument('a', text, document);
      expectSame(document, parseDocument('a', text));
      expectWhole(document);
    }
  });
});

function expectSame(one: SkillsetDocument, other: SkillsetDocument): void {
  expect(outline(one), JSON.stringify(one.text)).toBe(outline(other));
  expect(one.problems).toEqual(other.problems);
}

/** A broken file is read differently, and better, in pieces; but both ways see that it is broken. */
function expectWhole(document: SkillsetDocument): void {
  const whole = parseWhole('a', document.text);
  expect(hasErrors(document), JSON.stringify(document.text)).toBe(hasErrors(whole));
  if (!hasErrors(whole)) expect(outline(document), JSON.stringify(document.text)).toBe(outline(whole));
}

function hasErrors({ problems }: SkillsetDocument): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

/** The sections with absolute positions; where a section ends is not part of the tree. */
function outline({ sections }: SkillsetDocument): string {
  const outlined = sections.map(({ name, key, content }) => ({
    name,
    key,
    content:
      content.kind === 'value'
        ? placed(content.value.node, content.value.at)
        : content.items.map(({ node, at }) => placed(node, at)),
  }));
  return JSON.stringify(outlined, undefined, 1);
}

function placed(node: Node, at: number): unknown {
  const range = [node.start + at, node.end + at];
  switch (node.kind) {
    case 'scalar':
      return { range, style: node.style, value: node.value };
    case 'list':
      return { range, flow: node.flow, items: node.items.map((item) => placed(item, at)) };
    case 'mapping':
      return {
        range,
        flow: node.flow,
        pairs: node.pairs.map(({ key, value }) => [placed(key, at), placed(value, at)]),
      };
  }
}
