import fc from 'fast-check';
import { PriorityQueue } from './priority-queue';

interface Item {
  readonly at: number;
}

const queueOf = (items: readonly number[]) => {
  const queue = new PriorityQueue<Item>((a, b) => a.at - b.at);
  for (const at of items) queue.push({ at });
  return queue;
};

describe('the priority queue', () => {
  it('is empty at first', () => {
    const queue = queueOf([]);
    expect([queue.size, queue.peek(), queue.pop()]).toEqual([0, undefined, undefined]);
  });

  it('shows the least item without taking it out', () => {
    const queue = queueOf([3, 1, 2]);
    expect([queue.peek()?.at, queue.peek()?.at, queue.size]).toEqual([1, 1, 3]);
  });

  it('hands out items in order, also when pushes come in between', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.array(fc.integer()), (first, second) => {
        const queue = queueOf(first);
        const least = queue.pop();
        for (const at of second) queue.push({ at });
        const taken: (number | undefined)[] = [];
        while (queue.size > 0) taken.push(queue.pop()?.at);
        const sorted = [...first].sort((a, b) => a - b);
        expect(least?.at).toBe(sorted[0]);
        expect(taken).toEqual([...sorted.slice(1), ...second].sort((a, b) => a - b));
      }),
    );
  });

  it('compares no more than a heap needs: a thousand items in order cost one comparison each', () => {
    let comparisons = 0;
    const queue = new PriorityQueue<number>((a, b) => {
      comparisons += 1;
      return a - b;
    });
    for (let item = 0; item < 1000; item++) queue.push(item);
    expect(comparisons).toBe(999);
  });
});
