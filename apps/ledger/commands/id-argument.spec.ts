import { InvalidArgumentError } from 'commander';
import { idArgument } from './id-argument';

describe('an id that a command gives', () => {
  it.each(['bonus-2026-11-alder', 'Bonus für März', '7'])('%j is one', (id) => expect(idArgument(id)).toBe(id));
  it.each(['', 'bonus\n', 'bo\nnus', ' bonus', 'bo\u0000nus', 'bo\u202enus', 'x'.repeat(129)])('%j is none', (id) => {
    expect(() => idArgument(id)).toThrow(InvalidArgumentError);
  });
});
