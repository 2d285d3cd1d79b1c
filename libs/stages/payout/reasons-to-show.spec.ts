import { reasonsToShow } from './reasons-to-show';

const ALL = ['below_minimum', 'clearing', 'in_transit', 'scheduled', 'suspended', 'tax_form_missing'];

describe('of why money is unpaid, a person is shown', () => {
  it('nothing about payable lines that add up to 0', () => {
    expect(reasonsToShow(ALL, { holdMinor: 500n, payableMinor: 0n })).toEqual(['clearing', 'in_transit', 'suspended']);
  });

  it('nothing about lines in hold that add up to 0', () => {
    expect(reasonsToShow(ALL, { holdMinor: 0n, payableMinor: -500n })).toEqual([
      'below_minimum',
      'in_transit',
      'scheduled',
      'suspended',
      'tax_form_missing',
    ]);
  });

  it('of two zeros only what is on its way', () => {
    expect(reasonsToShow(ALL, { holdMinor: 0n, payableMinor: 0n })).toEqual(['in_transit']);
  });

  it('everything where both have something', () => {
    expect(reasonsToShow(ALL, { holdMinor: 1n, payableMinor: 1n })).toEqual(ALL);
  });
});
