import fc from 'fast-check';
import { compareCodePoints } from './code-point-order';

const sign = (left: string, right: string) => Math.sign(compareCodePoints(left, right));

/** The definition, slowly: the lists of code points, compared one by one. */
function byDefinition(left: string, right: string): number {
  const [a, b] = [[...left], [...right]].map((text) => text.map((char) => char.codePointAt(0) as number));
  for (let index = 0; ; index++) {
    const [x, y] = [a?.[index], b?.[index]];
    if (x === undefined || y === undefined) return Math.sign((a?.length ?? 0) - (b?.length ?? 0));
    if (x !== y) return Math.sign(x - y);
  }
}

describe('the order of Unicode code points', () => {
  it.each([
    ['a', 'b', -1],
    ['B', 'a', -1],
    ['a', 'ab', -1],
    ['', 'a', -1],
    ['e10', 'e2', -1],
    ['same', 'same', 0],
    ['\u{1f600}', '\uffff', 1],
    ['\u{1f600}', '\ue000', 1],
    ['\u{10000}', '\ud7ff', 1],
    ['\u{10000}', '\ue000', 1],
    ['\ud7ff', '\ue000', -1],
    ['\u{1f600}', '\u{1f601}', -1],
  ])('R-ENG-04: %j and %j compare as %d', (left, right, order) => {
    expect(sign(left, right)).toBe(order);
    expect(sign(right, left)).toBe(-order + 0);
  });

  it('orders any two strings as their code points are ordered', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(sign(left, right)).toBe(byDefinition(left, right));
      }),
      { numRuns: 500 },
    );
  });
});
