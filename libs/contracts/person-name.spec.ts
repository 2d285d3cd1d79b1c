import { readName } from './person-name';

describe('a name', () => {
  it.each([
    ['dana', 'dana'],
    [' dana', 'dana'],
    ['dana\n', 'dana'],
    ['Dana  van\u00a0 Doren', 'Dana van Doren'],
    ['Rene\u0301', 'Ren\u00e9'],
    ['Łukasz O’Neill-Ødegård', 'Łukasz O’Neill-Ødegård'],
    ['王 小明', '王 小明'],
  ])('%j is kept as %j', (typed, name) => {
    expect(readName(typed)).toEqual({ ok: true, name });
    expect(readName(name)).toEqual({ ok: true, name });
  });

  it.each([
    ['', 'is empty'],
    [' \u00a0\t', 'is empty'],
    ['da\nna', 'has a control character'],
    ['da\u0007na', 'has a control character'],
    ['da\u2028na', 'has a control character'],
    ['\u202edana', 'has a character that is not seen'],
    ['da\u200bna', 'has a character that is not seen'],
    ['dana\ud800', 'has a character that is not seen'],
  ])('%j is none: it %s', (typed, why) => {
    expect(readName(typed)).toEqual({ ok: false, why });
  });
});
