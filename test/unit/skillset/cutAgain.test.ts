import { expect, it } from 'vitest';
import { cutAgain } from '../../../src/core/skillset/tree/cutAgain.ts';
import { cutText } from '../../../src/core/skillset/tree/cutText.ts';
import { changeBetween } from '../../../src/core/skillset/tree/textChange.ts';
import { chanceOf, mutate } from './mutations.ts';
import { SAMPLES } from './samples.ts';

it.each(SAMPLES.map((text, index) => [index, text] as const))(
  'the cuts after each change to sample %i are those of the text alone',
  (index, sample) => {
    const chance = chanceOf(50 + index);
    let text = sample;
    let reused = 0;
    for (let step = 0; step < 2_000; step += 1) {
      const before = cutText(text) ?? [];
      const after = step % 10 === 0 ? sample : mutate(text, chance);
      const cuts = cutAgain(after, before, changeBetween(text, after));
      if (cuts !== undefined) {
        reused += 1;
        expect(cuts, JSON.stringify({ text, after })).toEqual(cutText(after));
      }
      text = after;
    }
    expect(reused).toBeGreaterThan(100);
  },
  60_000,
);
