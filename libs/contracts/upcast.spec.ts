import { currentVersionOf, upcast, type UpcasterChains } from './upcast';

/** A history that the contract does not have: two older shapes of a sign-up, so that the chain has steps to take. */
const chains: UpcasterChains = {
  'customer.signed_up': [
    ({ code, ...rest }) => ({ ...rest, referralCode: code }),
    ({ mail, ...rest }) => ({ ...rest, email: mail }),
  ],
};
const type = 'customer.signed_up';

it('brings old data to the current version, step by step', () => {
  expect(currentVersionOf(type, chains)).toBe(3);
  const latest = { customer: 'a', referralCode: 'p', email: 'a@x.test' };
  expect(upcast({ type, version: 1, data: { customer: 'a', code: 'p', mail: 'a@x.test' } }, chains)).toEqual(latest);
  expect(upcast({ type, version: 2, data: { customer: 'a', referralCode: 'p', mail: 'a@x.test' } }, chains)).toEqual(
    latest,
  );
  expect(upcast({ type, version: 3, data: latest }, chains)).toBe(latest);
});

it('leaves types without a history alone', () => {
  const data = { customer: 'a' };
  expect(upcast({ type: 'customer.activated', version: 1, data }, chains)).toBe(data);
  expect(currentVersionOf('customer.activated')).toBe(1);
});

it.each([0, 4, 1.5, -1])('refuses version %d, which it does not know', (version) => {
  expect(() => upcast({ type, version, data: {} }, chains)).toThrow(
    /customer\.signed_up is recorded in version .* knows versions 1 to 3/,
  );
});
