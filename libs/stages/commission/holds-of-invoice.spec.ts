import {
  activated,
  activationVoided,
  brings,
  clock,
  disputeClosed,
  disputed,
  issued,
  paid,
  partner,
  paysBy,
  refunded,
  taxForm,
} from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';

const plixo = given('plixo', partner('p', '2025-01-01'), brings('p', 'a', '2025-01-02')).when(
  activated('a', '2025-01-03'),
  paid('i', 'a', '2025-01-10', 1000),
);

async function states(history: typeof plixo, invoice?: string) {
  return (await history.ledger()).states('p', invoice);
}

describe('disputes freeze', () => {
  it('R-DIS-03: lines in hold stay there while a dispute is open; won, they thaw', async () => {
    const open = plixo.when(disputed('d', 'i', '2025-01-20'), clock('2025-03-01'));
    expect(await states(open)).toEqual(['hold dispute']);
    expect(await states(open.when(disputeClosed('d', 'i', '2025-03-02', 'won')))).toEqual(['payable']);
    const early = plixo.when(disputed('d', 'i', '2025-01-20'), disputeClosed('d', 'i', '2025-01-21', 'won'));
    expect(await states(early)).toEqual(['hold clearing']);
    expect(await states(early.when(clock('2025-02-09')))).toEqual(['payable']);
  });

  it('R-DIS-04: payable lines go back to hold', async () => {
    const open = plixo.when(clock('2025-03-01'), disputed('d', 'i', '2025-03-02'));
    expect(await states(plixo.when(clock('2025-03-01')))).toEqual(['payable']);
    expect(await states(open)).toEqual(['hold dispute']);
    expect(await states(open.when(disputeClosed('d', 'i', '2025-03-03', 'lost')))).toEqual(['payable', 'payable']);
  });

  it('R-DIS-05: what is paid is not touched, and what comes after it freezes', async () => {
    const history = plixo
      .when(taxForm('p', '2025-01-11', 'W-9', '2025-01-01'), paysBy('p', '2025-01-11', 'stripe'), clock('2025-03-01'))
      .when(disputed('d', 'i', '2025-03-02'), refunded('r', 'i', '2025-03-03', 500));
    expect(await states(history)).toEqual(['paid', 'hold dispute']);
  });

  it('R-DIS-06: two disputes both have to end; other invoices move on', async () => {
    const two = plixo
      .when(paid('j', 'a', '2025-01-11', 500))
      .when(
        disputed('d', 'i', '2025-01-20'),
        disputed('e', 'i', '2025-01-21'),
        disputeClosed('d', 'i', '2025-01-22', 'won'),
      )
      .when(clock('2025-03-01'));
    expect(await states(two, 'i')).toEqual(['hold dispute']);
    expect(await states(two, 'j')).toEqual(['payable']);
    expect(await states(two.when(disputeClosed('e', 'i', '2025-03-02', 'won')), 'i')).toEqual(['payable']);
  });

  it('R-DIS-01: an opening that arrives after its close freezes nothing', async () => {
    const closed = plixo.when(disputeClosed('d', 'i', '2025-01-21', 'won'), disputed('d', 'i', '2025-01-20'));
    expect(await states(closed.when(clock('2025-03-01')))).toEqual(['payable']);
  });

  it('R-DIS-07: a dispute before its invoice freezes it from its first line on', async () => {
    const history = given('plixo', partner('p', '2025-01-01'), brings('p', 'a', '2025-01-02')).when(
      activated('a', '2025-01-03'),
      disputed('d', 'i', '2025-01-10'),
      paid('i', 'a', '2025-01-10', 1000),
      clock('2025-03-01'),
    );
    expect(await states(history)).toEqual(['hold dispute']);
  });
});

describe('activation', () => {
  const tenant = given('reseller', partner('p', '2025-01-01', 'reseller'), brings('p', 'a', '2025-01-02')).when(
    issued('i', 'a', '2025-01-10', [{ kind: 'platform_fee', amount: 1000 }]),
  );

  it('R-ACT-03: lines stay in hold until their customer is activated', async () => {
    expect(await states(tenant.when(clock('2025-03-01')))).toEqual(['hold not_activated']);
    expect(await states(tenant.when(activated('a', '2025-03-01')))).toEqual(['payable']);
    expect(await states(tenant.when(activated('b', '2025-03-01')))).toEqual(['hold not_activated']);
  });

  it('R-ACT-04: a voided activation freezes the customer’s lines, payable ones too, until the next one', async () => {
    const voided = tenant.when(activated('a', '2025-01-11'), activationVoided('a', '2025-01-12'));
    expect(await states(voided)).toEqual(['hold not_activated']);
    expect(await states(voided.when(activated('a', '2025-01-13')))).toEqual(['payable']);
    expect(await states(voided.when(activated('a', '2025-01-12')))).toEqual(['hold not_activated']);
  });

  it('R-ACT-05: where the terms ask for none, none is needed', async () => {
    const history = given('odoopbx', partner('p', '2025-01-01'), brings('p', 'a', '2025-01-02')).when(
      paid('i', 'a', '2025-01-10', 1000),
      activationVoided('a', '2025-01-12'),
    );
    expect(await states(history)).toEqual(['payable']);
  });

  it('R-ACT-06: both kinds of hold have to end', async () => {
    const both = tenant.when(disputed('d', 'i', '2025-01-11'));
    expect(await states(both)).toEqual(['hold dispute not_activated']);
    expect(await states(both.when(activated('a', '2025-01-12')))).toEqual(['hold dispute']);
    expect(await states(both.when(disputeClosed('d', 'i', '2025-01-12', 'won')))).toEqual(['hold not_activated']);
  });
});
