import { readAhead } from './read-ahead';

async function* counting(to: number, seen: string[]): AsyncGenerator<number> {
  try {
    for (let number = 1; number <= to; number += 1) {
      seen.push(`made ${number}`);
      yield await Promise.resolve(number);
    }
  } finally {
    seen.push('ended');
  }
}

describe('reading ahead', () => {
  it('makes the next value while the reader works on one, and ends with the source', async () => {
    const seen: string[] = [];
    for await (const number of readAhead(counting(3, seen))) {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`used ${number}`);
    }
    expect(seen).toEqual(['made 1', 'made 2', 'used 1', 'made 3', 'used 2', 'ended', 'used 3']);
  });

  it('ends the source when the reader stops, and tells nobody of what failed after that', async () => {
    const seen: string[] = [];
    for await (const number of readAhead(counting(9, seen))) if (number === 1) break;
    expect(seen.at(-1)).toBe('ended');
    async function* failing(): AsyncGenerator<number> {
      yield await Promise.resolve(1);
      throw new Error('the source is gone');
    }
    for await (const number of readAhead(failing())) if (number === 1) break;
  });

  it('passes on what the source throws', async () => {
    async function* failing(): AsyncGenerator<number> {
      yield await Promise.resolve(1);
      throw new Error('the source is gone');
    }
    const seen: number[] = [];
    const reading = async () => {
      for await (const number of readAhead(failing())) seen.push(number);
    };
    await expect(reading()).rejects.toThrow('the source is gone');
    expect(seen).toEqual([1]);
  });
});
