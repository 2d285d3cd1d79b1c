import { NestedRows } from './nested-rows';

interface Sum {
  readonly partner: string;
  readonly month: number;
  readonly sum: number;
}

const sum = (partner: string, month: number, of = 1): Sum => ({ partner, month, sum: of });

function nested(...rows: readonly Sum[]): NestedRows<Sum> {
  const all = new NestedRows<Sum>(['partner', 'month']);
  for (const row of rows) all.set(row);
  return all;
}

describe('rows by the parts of their key', () => {
  it('puts a row in the place of the one with the same key', () => {
    const rows = nested(sum('p', 1), sum('q', 1), sum('p', 1, 7));
    expect(rows.get('p', 1)).toEqual(sum('p', 1, 7));
    expect(rows.like(sum('p', 1))).toEqual(sum('p', 1, 7));
    expect(rows.get('p', 2)).toBeUndefined();
    expect(rows.like(sum('r', 1))).toBeUndefined();
  });

  it('sorts texts by code points and numbers by size', () => {
    const names = ['b', '\u{1F600}', 'a', '\uFFFD'];
    const rows = nested(...names.flatMap((name) => [sum(name, 10), sum(name, 9)]));
    expect([...rows.sorted()].map(({ partner, month }) => [partner, month])).toEqual(
      ['a', 'b', '\uFFFD', '\u{1F600}'].flatMap((name) => [
        [name, 9],
        [name, 10],
      ]),
    );
    expect([...rows.sorted('b')].map(({ month }) => month)).toEqual([9, 10]);
    expect([...rows.under('b')]).toHaveLength(2);
    expect([...rows.under('c')]).toEqual([]);
  });

  it('takes away one row and no other', () => {
    const rows = nested(sum('p', 1), sum('p', 2), sum('q', 1));
    rows.delete({ partner: 'p', month: 1 });
    rows.delete({ partner: 'q', month: 1 });
    rows.delete({ partner: 'r', month: 1 });
    expect([...rows.under()]).toEqual([sum('p', 2)]);
  });

  it('keeps the one row of a table without a key', () => {
    const rows = new NestedRows<{ readonly count: number }>([]);
    expect(rows.only()).toBeUndefined();
    rows.set({ count: 1 });
    rows.set({ count: 2 });
    expect([rows.only(), rows.like({ count: 9 }), [...rows.under()]]).toEqual([
      { count: 2 },
      { count: 2 },
      [{ count: 2 }],
    ]);
  });
});
