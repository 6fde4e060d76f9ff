import { expect, test } from 'vitest';
import { RootsAhead } from '../../../src/host/rootsAhead.ts';

interface Root {
  readonly id: string;
  readonly says?: string;
}

const a: Root = { id: 'a', says: 'one' };
const b: Root = { id: 'b', says: 'one' };

/** A tree whose readings end when they are told to; each gives objects of its own. */
function slowTree() {
  const readings: ((roots: readonly Root[] | Error) => void)[] = [];
  return {
    readings,
    rootId: ({ id }: Root) => id,
    getChildren: () =>
      new Promise<Root[]>((resolve, reject) => {
        readings.push((roots) =>
          roots instanceof Error ? reject(roots) : resolve(structuredClone([...roots])),
        );
      }),
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function createAhead() {
  const told: (Root[] | undefined)[] = [];
  const ahead = new RootsAhead<Root>((changed) => told.push(changed));
  return { ahead, told };
}

/** A tree of which VS Code has these roots. */
async function shown(roots: readonly Root[]) {
  const { ahead, told } = createAhead();
  const tree = slowTree();
  const taken = ahead.take(tree);
  tree.readings[0]?.(roots);
  const given = await taken;
  const change = async (now: readonly Root[]): Promise<void> => {
    ahead.changed(tree, true);
    tree.readings.at(-1)?.(now);
    await settled();
  };
  return { ahead, told, tree, given, change };
}

test('other roots are told of when they are read, and given without reading again', async () => {
  const { ahead, told } = createAhead();
  const tree = slowTree();
  ahead.changed(tree, true);
  await settled();
  expect(told).toEqual([]);
  tree.readings[0]?.([a]);
  await settled();
  expect(told).toEqual([undefined]);
  expect(await ahead.take(tree)).toEqual([a]);
  expect(tree.readings).toHaveLength(1);
});

test('what was given once is read anew for whoever asks again', async () => {
  const { ahead } = createAhead();
  const tree = slowTree();
  ahead.changed(tree, true);
  tree.readings[0]?.([a]);
  await settled();
  await ahead.take(tree);
  const again = ahead.take(tree);
  tree.readings[1]?.([b]);
  expect(await again).toEqual([b]);
});

test('many changes while it reads make it read once more, and are told once', async () => {
  const { ahead, told } = createAhead();
  const tree = slowTree();
  for (let times = 0; times < 5; times += 1) ahead.changed(tree, true);
  tree.readings[0]?.([a]);
  await settled();
  expect(told).toEqual([]);
  tree.readings[1]?.([b]);
  await settled();
  expect(told).toEqual([undefined]);
  expect(await ahead.take(tree)).toEqual([b]);
  expect(tree.readings).toHaveLength(2);
});

test('roots that only say something new stay the same objects, and are told of alone', async () => {
  const { told, given, change } = await shown([a, b]);
  await change([a, { id: 'b', says: 'two' }]);
  expect(told).toHaveLength(1);
  expect(told[0]).toHaveLength(1);
  expect(told[0]?.[0]).toBe(given[1]);
  expect(given).toEqual([a, { id: 'b', says: 'two' }]);
  await change([a, { id: 'b' }]);
  expect(given[1]).toStrictEqual({ id: 'b' });
});

test('nothing is told where nothing is new', async () => {
  const { told, change } = await shown([a, b]);
  await change([a, b]);
  expect(told).toEqual([]);
});

test('roots in another order, fewer or more are another tree; those that stay are the same objects in it', async () => {
  for (const now of [[b, a], [a], [a, b, { id: 'c' }], [a, { id: 'c' }]]) {
    const { ahead, told, tree, given, change } = await shown([a, b]);
    await change(now);
    expect(told).toEqual([undefined]);
    const again = await ahead.take(tree);
    expect(again).toEqual(now);
    for (const root of given)
      for (const same of again.filter(({ id }) => id === root.id)) expect(same).toBe(root);
  }
});

test('whoever asks before a change is read gets the objects of before with what they say now', async () => {
  const { ahead, tree, given } = await shown([a]);
  const asked = ahead.take(tree);
  tree.readings.at(-1)?.([{ id: 'a', says: 'two' }]);
  const [again] = await asked;
  expect(again).toBe(given[0]);
  expect(again).toEqual({ id: 'a', says: 'two' });
});

test('a tree that nobody sees is told of at once, and what was read before is not given', async () => {
  const { ahead, told } = createAhead();
  const tree = slowTree();
  ahead.changed(tree, true);
  tree.readings[0]?.([a]);
  await settled();
  ahead.changed(tree, false);
  expect(told).toEqual([undefined, undefined]);
  const asked = ahead.take(tree);
  tree.readings[1]?.([b]);
  expect(await asked).toEqual([b]);
});

test('what cannot be read is told of all the same, and whoever asks learns why', async () => {
  const { ahead, told, tree } = await shown([a]);
  ahead.changed(tree, true);
  tree.readings.at(-1)?.(new Error('no store'));
  await settled();
  expect(told).toEqual([undefined]);
  const asked = ahead.take(tree);
  tree.readings.at(-1)?.(new Error('still none'));
  await expect(asked).rejects.toThrow('still none');
});
