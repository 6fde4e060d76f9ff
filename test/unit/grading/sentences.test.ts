import { describe, expect, it } from 'vitest';
import { countSentences, sentencesOf } from '../../../src/core/grading/sentences.ts';

const table: { readonly [group: string]: readonly (readonly [count: number, text: string])[] } = {
  'plain texts': [
    [1, 'The needle sings.'],
    [1, 'The needle sings'],
    [2, 'The needle sings. The thread listens.'],
    [3, 'Sew! Who else can? Nobody.'],
    [2, 'Sew.  Rest.'],
    [1, '  The needle sings.  '],
  ],
  nothing: [
    [0, ''],
    [0, ' \n\t\n '],
    [0, '...'],
    [0, '?!'],
    [0, '—'],
    [0, '🎉'],
    [0, '* * *'],
  ],
  abbreviations: [
    [1, 'Mr. Smith sews.'],
    [1, 'Mrs. Dalloway bought the thread herself.'],
    [2, 'Dr. No sews. Prof. Plum knits.'],
    [1, 'Take thread, e.g. Cotton or silk.'],
    [1, 'Take thread, e.g. cotton, i.e. the cheap one.'],
    [1, 'It was needle vs. thread.'],
    [1, 'It was Needle vs. Thread.'],
    [1, 'Needles, pins, etc. lay there.'],
    [2, 'There were needles, pins, etc. He took none.'],
    [2, 'There were needles, pins, etc. Anna took none.'],
    [1, 'There were needles, pins, etc.'],
    [1, 'We met at 5 a.m. on the quay.'],
    [2, 'We met at 5 p.m. Anna was late.'],
    [1, 'We met at 5 p.m. Monday.'],
    [1, 'It was pattern No. 5 of the book.'],
    [3, 'Can you sew? No. She can.'],
    [1, 'The U.S. Army sews its own tents.'],
    [2, 'He left the U.S. The tents stayed.'],
    [1, 'The U.S. is large.'],
    [1, 'She has a Ph.D. in knots.'],
    [2, 'She has a Ph.D. She ties knots.'],
    [1, 'Acme Inc. Chairman Bob Jr. resigned.'],
    [2, 'He works at Acme Inc. The pay is low.'],
    [1, 'St. Crispin was a cobbler.'],
    [1, 'As Smith et al. showed, it holds.'],
    [1, 'See p. 12 and Fig. 3 there.'],
    [2, 'He ate a fig. Then he sewed.'],
    [1, 'On Sept. 5 the bees came.'],
    [2, 'He loved art. She loved bees.'],
    [1, 'He met Dr.\nSmith.'],
  ],
  initials: [
    [1, 'J. K. Rowling sews.'],
    [1, 'J.K. Rowling sews.'],
    [1, 'The writer J. R. R. Tolkien had a beehive.'],
    [1, 'George W. Bush dug a garden.'],
    [2, 'We need Plan B. The thread is gone.'],
    [2, 'So do I. Anna does too.'],
    [1, 'I. Newton sat under the tree.'],
    [2, 'It contains vitamin C. It helps.'],
  ],
  numbers: [
    [1, 'The thread is 3.14 metres long.'],
    [1, 'It costs $2.50 a metre.'],
    [2, 'It was 1999. Nobody sewed.'],
    [2, 'He has 2. She has none.'],
    [1, 'Version 2.0.1 of the pattern.'],
    [1, 'At 10.30 he left.'],
    [1, 'He came 2. in the race.'],
  ],
  ellipses: [
    [1, 'Well... perhaps he sews.'],
    [1, 'Well… perhaps he sews.'],
    [1, 'Well. . . perhaps he sews.'],
    [2, 'He sewed... The night went by.'],
    [2, 'He sewed… The night went by.'],
    [1, 'He sewed and sewed...'],
    [1, '...and then he sewed.'],
    [1, '…And then he sewed.'],
    [1, 'Maybe... I should sew.'],
    [1, "Maybe... I'll sew."],
    [1, 'He sewed...and sewed.'],
    [2, 'Really?... He sewed.'],
  ],
  'quotes and dialogue': [
    [1, '"Stop!" he said.'],
    [1, '“Stop!” he said.'],
    [1, '“Stop!” said Anna.'],
    [1, '"Stop!" Anna said.'],
    [1, '"Why?" the old tailor asked softly.'],
    [2, '"Stop!" He ran.'],
    [2, '“Stop!” The tailor ran.'],
    [1, 'He said, "Stop."'],
    [2, 'He said, "Stop." Then he ran.'],
    [2, 'He said, “Stop.” Then he ran.'],
    [2, "He said, 'Stop.' Then he ran."],
    [2, '"The hem is long. Cut it."'],
    [2, '"I sew," she said. "You knit."'],
    [1, 'He asked, "Why?" and left.'],
    [1, 'The sign "Keep off the grass." was gone.'],
    [1, '"Stop!", he said.'],
    [1, '"Stop!" — he said.'],
    [2, '“Who sews?” “Nobody.”'],
    [1, '"Stop!"\nhe said.'],
    [2, 'He said “stop”. She did.'],
    [2, '«Halte!» Le tailleur court.'],
    [1, '„Halt!“ rief er.'],
  ],
  brackets: [
    [1, 'The hem (what a mess!) was done.'],
    [1, 'He won (!) the prize.'],
    [1, 'He won (?) The Prize.'],
    [2, 'The hem is done. (It took all night.)'],
    [3, 'The hem is done. (It took all night.) Sleep now.'],
    [2, 'The hem holds.[1] The seam does not.[2]'],
    [1, 'He left (he was tired.) and slept.'],
  ],
  'line breaks': [
    [1, 'The needle\nsings.'],
    [1, 'The needle\r\nsings.'],
    [2, 'The needle sings\n\nThe thread listens'],
    [2, 'The needle sings\n  \nthe thread listens'],
    [2, 'The needle sings.\nThe thread listens.'],
    [2, 'The needle sings.\nthe thread listens.'],
    [2, 'The needle sings!\nWho listens?'],
    [1, 'The needle sings,\nthe thread listens,\nthe cloth is still.'],
    [1, 'Stitch by stitch\nand row by row\nthe evenings go'],
    [2, 'Roses are red,\nviolets are blue.\nThe hem is too long,\nand so are you.'],
    [2, 'The needle sings\u2029The thread listens'],
  ],
  'lists and headings': [
    [2, '- a needle\n- a thread'],
    [3, 'You need:\n- a needle\n- a thread'],
    [3, '1. Cut the cloth.\n2. Sew it.\n3. Rest.'],
    [2, '1) cut the cloth\n2) sew it'],
    [2, '(a) cut\n(b) sew'],
    [2, '* a needle\n* a thread\n  of silk'],
    [2, '• a needle\n• a thread'],
    [2, '# On sewing\nThe needle sings.'],
    [2, '**On sewing**\n\nThe needle sings.'],
    [1, 'The needle sang\n— and so did I.'],
    [1, '1. Cut the cloth.'],
  ],
  'lower-case starts': [
    [2, 'it was late. we went home.'],
    [3, 'what? no way! ok.'],
    [2, 'It ended. iPhones rang.'],
  ],
  'other marks': [
    [1, 'Remember: Sewing is slow; knitting is slower.'],
    [1, 'He sewed — The Tailor, that is — all night.'],
    [2, 'What?! He sews.'],
    [2, 'You sew‽ Never.'],
    [2, 'Sew!!! Now!!!'],
    [2, 'Really⁉ Yes.'],
    [2, '*The needle sings.* The thread listens.'],
    [2, '**Sew!** Then rest.'],
  ],
  emoji: [
    [2, 'Done! 🎉 Next one.'],
    [2, 'Done!🎉 Next one.'],
    [1, 'I sew 🧵 I knit 🧶'],
    [1, 'I sew. 🧵'],
    [2, 'I sew. 👩🏽‍🌾👍🏽 I knit. 🇫🇷'],
  ],
  addresses: [
    [1, 'See https://example.com/a?b=c.d for more.'],
    [2, 'See https://example.com/a.html. It helps.'],
    [1, 'Write to j.k.smith@example.com today.'],
    [1, 'Visit www.Example.Com today.'],
    [1, 'The file is called notes.Final.txt here.'],
    [1, 'She runs Node.js at home.'],
  ],
  'forgotten spaces': [
    [2, 'The hem ended.Then he slept.'],
    [2, 'Really?Yes.'],
    [2, 'He said "stop."She did.'],
  ],
  'other languages': [
    [2, 'Élodie coud. Été comme hiver.'],
    [2, 'Она шьёт. Он вяжет.'],
    [2, '她缝衣服。他织毛衣。'],
    [2, '她缝衣服！你呢？'],
    [1, '“走吧。”他说。'],
    [2, '「走ろう。」雨が降った。'],
    [2, 'वह सिलती है। वह बुनता है।'],
    [2, 'هل تخيط؟ نعم.'],
  ],
};

for (const [group, rows] of Object.entries(table)) {
  describe(`countSentences: ${group}`, () => {
    it.each(rows)('finds %i in %j', (count, text) => {
      expect(countSentences(text)).toBe(count);
    });
  });
}

describe('sentencesOf', () => {
  it('gives the ranges without white space around them', () => {
    const text = ' "Sew!" he said.\n  Then he slept. 🎉\n\n- rest ';
    const parts = sentencesOf(text).map(({ start, end }) => text.slice(start, end));
    expect(parts).toEqual(['"Sew!" he said.', 'Then he slept. 🎉', '- rest']);
  });

  it('keeps marks that stand alone with a neighbouring sentence', () => {
    const text = '... well. --- ! Yes.';
    const parts = sentencesOf(text).map(({ start, end }) => text.slice(start, end));
    expect(parts).toEqual(['... well. --- !', 'Yes.']);
  });

  it('loses no letter of a text', () => {
    for (const [, text] of Object.values(table).flat()) {
      const kept = sentencesOf(text)
        .map(({ start, end }) => text.slice(start, end))
        .join('');
      expect(kept.replace(/[^\p{L}\p{N}]/gu, '')).toBe(text.replace(/[^\p{L}\p{N}]/gu, ''));
    }
  });

  it('copes with long runs of one character', () => {
    for (const piece of ['. ', '!', '"', ' ', '\n', 'a', 'A. ', '🎉 ', '(', '...', '- a\n']) {
      expect(countSentences(piece.repeat(3_000))).toBeGreaterThanOrEqual(0);
    }
  });
});
