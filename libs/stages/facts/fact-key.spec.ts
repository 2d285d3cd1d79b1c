import fc from 'fast-check';
import { instant } from '@ledger/kernel/instant';
import { compareKeys, insertInOrder, keyOf, latestAt, type FactKey } from './fact-key';

const key = (at: number, id = 'e', source = 's'): FactKey => ({ at: instant(at), id, source });

describe('the order of two facts', () => {
  it('R-ENG-03: goes by time, then id, then source', () => {
    expect(compareKeys(key(1, 'z', 'z'), key(2, 'a', 'a'))).toBeLessThan(0);
    expect(compareKeys(key(1, 'a', 'z'), key(1, 'b', 'a'))).toBeLessThan(0);
    expect(compareKeys(key(1, 'a', 'b'), key(1, 'a', 'a'))).toBeGreaterThan(0);
    expect(compareKeys(key(1), key(1))).toBe(0);
  });

  it('R-ENG-04: takes ids by code points, so that U+1F600 comes after U+FFFF', () => {
    expect(compareKeys(key(1, '\uffff'), key(1, '\u{1f600}'))).toBeLessThan(0);
    expect(compareKeys(key(1, 'e10'), key(1, 'e9'))).toBeLessThan(0);
  });

  it('is the time, id and source of the event', () => {
    const event = { type: 'clock.advanced', id: 'x', source: 'y', time: instant(7), program: 'p', data: {} } as const;
    expect(keyOf(event)).toEqual({ at: 7, id: 'x', source: 'y' });
  });

  it('R-ENG-03: keeps a list in that order, in whatever order its items arrive', () => {
    const keys = fc.record({
      at: fc.nat({ max: 3 }),
      id: fc.constantFrom('a', 'b'),
      source: fc.constantFrom('s', 't'),
    });
    fc.assert(
      fc.property(fc.array(keys), (items) => {
        const list: FactKey[] = [];
        for (const { at, id, source } of items) insertInOrder(list, key(at, id, source));
        expect(list).toHaveLength(items.length);
        for (let index = 1; index < list.length; index++) {
          expect(compareKeys(list[index - 1] as FactKey, list[index] as FactKey)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  it('puts an equal one behind those that are there', () => {
    const first = key(1);
    const second = key(1);
    const list = [first];
    insertInOrder(list, second);
    expect(list[1]).toBe(second);
  });
});

describe('the latest of a history', () => {
  const list = [key(1), key(3, 'a'), key(3, 'b'), key(5)];

  it('R-ENG-02: includes what happened at that very time', () => {
    expect(latestAt(list, instant(3))).toBe(list[2]);
    expect(latestAt(list, instant(4))).toBe(list[2]);
    expect(latestAt(list, instant(5))).toBe(list[3]);
    expect(latestAt(list, instant(1))).toBe(list[0]);
  });

  it('is nothing before the first', () => {
    expect(latestAt(list, instant(0))).toBeUndefined();
    expect(latestAt([], instant(0))).toBeUndefined();
  });
});
