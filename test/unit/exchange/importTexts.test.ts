import { expect, test } from 'vitest';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { createImporter } from '../../../src/core/exchange/incoming/importTexts.ts';
import type { IncomingText } from '../../../src/core/exchange/incoming/incomingText.ts';
import { readLine } from '../../../src/core/exchange/incoming/readLine.ts';
import { RUN_ID, storeWithRun } from '../../support/fakeTools.ts';

const FILE = 'a.skillset.yaml';

test('what a file holds twice is counted as new once, whether it is met at the same time or later', async () => {
  const begin = async () => ({ runId: RUN_ID, file: FILE, createdAt: 1 });
  const importer = createImporter({ store: await storeWithRun(), digest: sha256, begin }, FILE);
  const text = textOf('This loaf is not bad.');
  await Promise.all([importer.add(text), importer.add(text), importer.add(textOf('Nor is that one.'))]);
  await importer.add(text);
  expect(importer.counts()).toMatchObject({ texts: 4, newTexts: 2, gradings: 4, newGradings: 2, mixes: 1 });
});

function textOf(text: string): IncomingText {
  const gradings = [{ grader: 'ann', points: { litotes: 1, topic: 1, sense: 0 } }];
  const mix = { skills: ['Litotes'], topic: 'Bread' };
  const read = readLine(JSON.stringify({ mix, student: 'lab/small', text, gradings }));
  if (read.kind === 'bad') throw new Error(read.why);
  return read.text;
}
