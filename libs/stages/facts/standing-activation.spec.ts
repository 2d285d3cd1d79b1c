import { instant } from '@ledger/kernel/instant';
import { firstStandingActivation } from './standing-activation';

const keys = (...times: number[]) => times.map((at) => ({ at: instant(at), id: 'e', source: 's' }));

describe('the first activation that stands', () => {
  it.each([
    ['the first of all without a void', [1, 5], [], 1],
    ['the first after the latest void', [1, 5, 9], [2, 6], 9],
    ['none that a void of the same time strikes', [5], [5], undefined],
    ['none before a void', [1, 2], [3], undefined],
    ['none without activations', [], [1], undefined],
  ])('R-ACT-02: is %s', (_, activations, voids, expected) => {
    expect(firstStandingActivation(keys(...activations), keys(...voids))?.at).toBe(expected);
  });

  it('looks only at the facts up to a horizon, those of its very time included', () => {
    const at = (horizon: number) => firstStandingActivation(keys(2, 8), keys(5), instant(horizon))?.at;
    expect([at(1), at(2), at(4), at(5), at(7), at(8)]).toEqual([undefined, 2, 2, undefined, undefined, 8]);
  });
});
