import fc from 'fast-check';
import { EntriesByLine } from './entries-by-line';

const entry = fc.record({ line: fc.constantFrom('1', '2', '3', '4'), key: fc.constantFrom('a', 'b', 'c', 'd', 'e') });

describe('entries by line', () => {
  it('finds, lists and removes as a plain list does, for few and for many', () => {
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ({ line, key }) => line + key }), fc.nat(20), (added, removed) => {
        const entries = new EntriesByLine<{ line: string; key: string }>(({ key }) => key);
        for (const each of added) entries.add(each);
        for (const [index, each] of added.slice(0, removed).entries())
          expect(entries.remove(each)).toBe(index < added.length - 1);
        const left = added.slice(removed);
        expect(new Set(entries.all())).toEqual(new Set(left));
        for (const { line, key } of added) {
          expect(entries.ofLine(line)).toEqual(left.filter((each) => each.line === line));
          expect(entries.find(line, key)).toEqual(left.find((each) => each.line === line && each.key === key));
        }
      }),
    );
  });
});
