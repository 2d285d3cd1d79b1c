import { isLoopback, isSafeAddress } from './is-loopback';

describe('an address', () => {
  it('is on this machine, or is not', () => {
    expect(['http://127.0.0.1:1', 'https://localhost', 'http://[::1]:9'].every(isLoopback)).toBe(true);
    expect(['https://api.stripe.com', 'https://127.0.0.1.example'].some(isLoopback)).toBe(false);
  });

  it('is safe with https, or on this machine', () => {
    expect(['http://127.0.0.1:1', 'https://api.stripe.com'].every(isSafeAddress)).toBe(true);
    expect(['http://api.stripe.com', 'ftp://127.0.0.1', 'stripe'].some(isSafeAddress)).toBe(false);
  });
});
