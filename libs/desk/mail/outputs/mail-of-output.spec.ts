import { mailOfOutput } from './mail-of-output';

const decided = { seq: 1, fact: 'f' };

describe('an output of the log', () => {
  it('that a month is closed is a mail a month, whatever the currencies', () => {
    const closed = (currency: string) =>
      mailOfOutput({
        program: 'plixo',
        output: {
          type: 'statement.closed',
          data: {
            ...decided,
            partner: 'alder',
            currency,
            fromMonth: '2026-02',
            month: '2026-03',
            closedAt: '2026-04-02T00:00:00.000Z',
          },
        },
      });
    expect(closed('USD')).toEqual({
      program: 'plixo',
      partner: 'alder',
      template: 'statement-ready',
      about: 'alder 2026-03',
      values: { path: '/statements/2026-03', month: '2026-03' },
    });
    expect(closed('EUR')).toEqual(closed('USD'));
  });

  it('that a payout was sent is one mail, however often it was attempted', () => {
    const sent = (attempt: number) =>
      mailOfOutput({
        program: 'plixo',
        output: {
          type: 'payout.sent',
          data: {
            ...decided,
            payout: 'po-1',
            partner: 'alder',
            currency: 'USD',
            rail: 'stripe',
            netMinor: '1250',
            attempt,
            sentAt: '2026-04-02T00:00:00.000Z',
          },
        },
      });
    expect(sent(1)).toMatchObject({ template: 'payout-sent', about: 'po-1', values: { amountMinor: '1250' } });
    expect(sent(2)).toEqual(sent(1));
  });

  it('that a tax form ends is a mail a reminder', () => {
    const expiring = (remindedAt: string) =>
      mailOfOutput({
        program: 'plixo',
        output: {
          type: 'tax_form.expiring',
          data: { ...decided, partner: 'alder', form: 'w8ben', validThrough: '2026-12-31', daysLeft: 30, remindedAt },
        },
      });
    expect(expiring('2026-12-01T00:00:00.000Z')).toMatchObject({ values: { form: 'w8ben', expiresOn: '2026-12-31' } });
    expect(expiring('2026-12-24T00:00:00.000Z')?.about).not.toBe(expiring('2026-12-01T00:00:00.000Z')?.about);
  });

  it('that partners are not told of is none', () => {
    const data = { seq: 1, id: 'x', source: 's', type: 'invoice.paid' };
    expect(mailOfOutput({ program: 'plixo', output: { type: 'event.accepted', data } })).toBeNull();
  });
});
