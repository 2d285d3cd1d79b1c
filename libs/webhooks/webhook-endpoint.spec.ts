import { namesAType, wants, whyNoEndpoint } from './webhook-endpoint';

const output = { program: 'plixo', type: 'payout.paid' };

describe('an endpoint of webhooks', () => {
  it.each([
    [['*'], true],
    [['payout.*'], true],
    [['payout.paid'], true],
    [['line.paid', 'payout.paid'], true],
    [['payout.pai'], false],
    [['payout'], false],
    [['pay.*'], false],
    [[], false],
  ])('that asks for %j wants a payout that was paid: %s', (types, expected) => {
    expect(wants({ program: null, types }, output)).toBe(expected);
  });

  it('wants what is of its program', () => {
    expect(wants({ program: 'plixo', types: ['*'] }, output)).toBe(true);
    expect(wants({ program: 'reseller', types: ['*'] }, output)).toBe(false);
  });

  it('can ask for types that there are', () => {
    expect(['*', 'payout.*', 'commission.accrued'].every(namesAType)).toBe(true);
    expect(['payouts.*', 'payout', 'commission.accrue', ''].some(namesAType)).toBe(false);
  });

  it.each([
    ['https://example.com/hooks', null],
    ['http://127.0.0.1:8080/hooks', null],
    ['http://[::1]:8080/', null],
    ['http://example.com/hooks', 'must begin with https://, unless it is on this machine'],
    ['http://127.0.0.1.example.com/', 'must begin with https://, unless it is on this machine'],
    ['ftp://127.0.0.1/', 'must begin with https://, unless it is on this machine'],
    ['https://me:pass@example.com/', 'has a user or a password in it: requests are signed instead'],
    ['hooks', 'is no address, such as https://example.com/hooks'],
  ])('may be at %s: %s', (url, why) => {
    expect(whyNoEndpoint(url)).toBe(why);
  });
});
