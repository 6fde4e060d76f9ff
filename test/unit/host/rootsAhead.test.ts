import { expect, test } from 'vitest';
import { RootsAhead } from '../../../src/host/rootsAhead.ts';

/** A tree whose readings end when they are told to. */
function slowTree() {
  const readings: ((roots: string[] | Error) => void)[] = [];
  return {
    readings,
    getChildren: () =>
      new Promise<string[]>((resolve, reject) => {
        readings.push((roots) => (roots instanceof Error ? reject(roots) : resolve(roots)));
      }),
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function createAhead() {
  let told = 0;
  const ahead = new RootsAhead<string>(() => {
    told += 1;
  });
  return { ahead, told: () => told };
}

test('a change is told when its roots are read, and they are given without reading again', async () => {
  const { ahead, told } = createAhead();
  const tree = slowTree();
  ahead.changed(tree, true);
  await settled();
  expect(told()).toBe(0);
  tree.readings[0]?.(['a']);
  await settled();
  expect(told()).toBe(1);
  expect(await ahead.take(tree)).toEqual(['a']);
  expect(tree.readings).toHaveLength(1);
});

test('what was given once is read anew for whoever asks again', async () => {
  const { ahead } = createAhead();
  const tree = slowTree();
  ahead.changed(tree, true);
  tree.readings[0]?.(['a']);
  await settled();
  await ahead.take(tree);
  const again = ahead.take(tree);
  tree.readings[1]?.(['b']);
  expect(await again).toEqual(['b']);
});

test('many changes while it reads make it read once more, and are told once', async () => {
  const { ahead, told } = createAhead();
  const tree = slowTree();
  for (let times = 0; times < 5; times += 1) ahead.changed(tree, true);
  tree.readings[0]?.(['old']);
  await settled();
  expect(told()).toBe(0);
  tree.readings[1]?.(['new']);
  await settled();
  expect(told()).toBe(1);
  expect(await ahead.take(tree)).toEqual(['new']);
  expect(tree.readings).toHaveLength(2);
});

test('a tree that nobody sees is told of at once, and what was read before is not given', async () => {
  const { ahead, told } = createAhead();
  const tree = slowTree();
  ahead.changed(tree, true);
  tree.readings[0]?.(['old']);
  await settled();
  ahead.changed(tree, false);
  expect(told()).toBe(2);
  const asked = ahead.take(tree);
  tree.readings[1]?.(['new']);
  expect(await asked).toEqual(['new']);
});

test('what cannot be read is told of all the same, and whoever asks learns why', async () => {
  const { ahead, told } = createAhead();
  const tree = slowTree();
  ahead.changed(tree, true);
  tree.readings[0]?.(new Error('no store'));
  await settled();
  expect(told()).toBe(1);
  const asked = ahead.take(tree);
  tree.readings[1]?.(new Error('still none'));
  await expect(asked).rejects.toThrow('still none');
});
