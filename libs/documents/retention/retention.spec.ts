import { fateOf, keptThrough } from './retention';

const issued = (change: object = {}) => ({ issuedOn: '2026-02-10', isHeld: false, isPurged: false, ...change });

describe('a document that was issued', () => {
  it('is kept so many years from the end of the year in which it was issued', () => {
    expect([keptThrough('2026-01-01', 10), keptThrough('2026-12-31', 10)]).toEqual(['2036-12-31', '2036-12-31']);
    expect(fateOf(issued(), 10, '2036-12-31')).toBe('kept');
    expect(fateOf(issued(), 10, '2037-01-01')).toBe('due');
    expect(fateOf(issued(), 8, '2035-01-01')).toBe('due');
  });

  it('stays for as long as somebody holds it', () => {
    expect(fateOf(issued({ isHeld: true }), 10, '2090-01-01')).toBe('held');
  });

  it('is gone once it was deleted', () => {
    expect(fateOf(issued({ isPurged: true }), 10, '2027-01-01')).toBe('purged');
  });
});
