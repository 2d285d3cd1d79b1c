import fc from 'fast-check';
import { splitBySize } from './split-by-size';

const split = (sizes: readonly number[], limit: number) => [...splitBySize(sizes, (size) => size, limit)];

it('fills each run as far as it goes', () => {
  expect(split([3, 3, 3, 4, 9, 11, 1], 10)).toEqual([[3, 3, 3], [4], [9], [11], [1]]);
  expect(split([], 10)).toEqual([]);
});

it('keeps all items in order, within the limit unless one alone exceeds it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.integer({ min: 1, max: 30 }), (sizes, limit) => {
      const runs = split(sizes, limit);
      expect(runs.flat()).toEqual(sizes);
      for (const run of runs) {
        const total = run.reduce((sum, size) => sum + size, 0);
        expect(run.length === 1 || total <= limit).toBe(true);
      }
    }),
  );
});
