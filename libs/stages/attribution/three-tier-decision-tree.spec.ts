import {
  activated,
  affiliate,
  called,
  contacted,
  lead,
  losesProtection,
  partner,
  protects,
  registered,
  reregistered,
  signsContract,
  suspended,
  terminated,
  tierSet,
  touched,
} from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';

const credits = async (history: History, customer = 'a') => (await history.ledger()).credits(customer);
const lost = async (history: History, customer = 'a') => (await history.ledger()).lost(customer);

describe('the decision tree of three-tier', () => {
  const joins = given(
    'three-tier',
    affiliate('r', '2025-01-01'),
    affiliate('i', '2025-01-01', 'integration'),
    affiliate('s', '2025-01-01', 'solution'),
  );
  const by = (name: string, at = '2025-02-02') => lead(`lead-${name}`, name, at, { customer: 'a' });
  const deal = (name: string, at = '2025-02-02') => registered(`deal-${name}`, name, at, { customer: 'a' });

  it('R-INT-01: introduced and not in the CRM before: sourced', async () => {
    expect(await credits(joins.when(by('r')))).toEqual(['r sourced 1']);
    expect(await credits(joins.when(by('r'), contacted('a', '2025-02-03', 'active')))).toEqual(['r sourced 1']);
  });

  it('R-INT-02: in the CRM, but dormant: sourced; actively worked by sales: influenced', async () => {
    expect(await credits(joins.when(contacted('a', '2025-02-01', 'dormant'), by('r')))).toEqual(['r sourced 1']);
    expect(await credits(joins.when(contacted('a', '2025-02-01', 'active'), by('r')))).toEqual(['r influenced']);
  });

  it('R-INT-03: the latest earlier contact says which; of the same time, the id decides what is earlier', async () => {
    const twice = [contacted('a', '2025-02-01', 'active'), contacted('a', '2025-02-01T12:00', 'dormant')];
    expect(await credits(joins.when(twice, by('r')))).toEqual(['r sourced 1']);
    expect(await credits(joins.when([...twice].reverse(), by('r')))).toEqual(['r sourced 1']);
    const same = (id: string) => called(id, contacted('a', '2025-02-02', 'active'));
    expect(await credits(joins.when(same('a'), called('b', by('r'))))).toEqual(['r influenced']);
    expect(await credits(joins.when(same('c'), called('b', by('r'))))).toEqual(['r sourced 1']);
  });

  it('R-INT-04: an integration partner’s registration and a protection stay sourced', async () => {
    const active = joins.when(contacted('a', '2025-02-01', 'active'));
    expect(await credits(active.when(deal('i')))).toEqual(['i sourced 1']);
    expect(await credits(active.when(protects('s', 'a', '2025-02-02')))).toEqual(['s sourced 1']);
    expect(await credits(active.when(deal('s')))).toEqual(['s influenced']);
    expect(await credits(active.when(by('i')))).toEqual(['i influenced']);
  });

  it('R-INT-05: a referral partner’s registration after any direct contact introduces nothing', async () => {
    for (const engagement of ['active', 'dormant'] as const) {
      const history = joins.when(contacted('a', '2025-02-01', engagement), deal('r'));
      expect([await credits(history), await lost(history)]).toEqual([[], ['r registration after_direct_contact']]);
    }
    expect(await credits(joins.when(deal('r'), contacted('a', '2025-02-03', 'active')))).toEqual(['r sourced 1']);
  });

  it('R-INT-06: the tier at the introduction counts', async () => {
    const history = joins.when(
      contacted('a', '2025-02-01', 'active'),
      tierSet('i', '2025-02-03', 'referral'),
      deal('i', '2025-02-02'),
    );
    expect(await credits(history)).toEqual(['i sourced 1']);
    expect(
      await lost(joins.when(contacted('a', '2025-02-01', 'active'), tierSet('i', '2025-02-02', 'referral'), deal('i'))),
    ).toEqual(['i registration after_direct_contact']);
  });

  it('R-INT-07: contributed at most 90 × 24 h before settling: influenced', async () => {
    const closes = signsContract('a', '2025-05-03T12:00');
    const history = (at: string) => joins.when(touched('r', 'a', at), closes);
    expect(await credits(history('2025-02-02T12:00'))).toEqual(['r influenced']);
    expect(await lost(history('2025-02-02T11:59:59.999Z'))).toEqual(['r touchpoint window_passed']);
    expect(await lost(history('2025-05-03T12:00:00.001Z'))).toEqual(['r touchpoint after_settling']);
  });

  it('R-INT-08: while approved and not terminated; a suspension does not bar it', async () => {
    const touch = touched('r', 'a', '2025-02-02');
    expect(await credits(joins.when(suspended('r', '2025-02-01'), touch))).toEqual(['r influenced']);
    expect(await lost(joins.when(terminated('r', '2025-02-01'), touch))).toEqual(['r touchpoint not_approved']);
    expect(await lost(joins.when(touched('x', 'a', '2025-02-02')))).toEqual(['x touchpoint not_approved']);
  });

  it('R-REG-03: a registration is valid for 120 × 24 h, exclusive; expired, it introduces nothing', async () => {
    const history = (closeAt: string) => joins.when(deal('r', '2025-02-02T12:00'), signsContract('a', closeAt));
    expect(await credits(history('2025-06-02T11:59:59.999Z'))).toEqual(['r sourced 1']);
    expect(await lost(history('2025-06-02T12:00'))).toEqual(['r registration expired']);
  });

  it('R-REG-04: a re-registration is a new registration at its time', async () => {
    const history = joins.when(
      deal('r', '2025-02-02'),
      by('i', '2025-06-05'),
      reregistered('deal-r', '2025-06-10'),
      signsContract('a', '2025-07-01'),
    );
    expect([await credits(history), await lost(history)]).toEqual([
      ['i sourced 1'],
      ['r registration expired', 'r registration later'],
    ]);
  });

  it('R-REG-05: without a time of validity it does not expire', async () => {
    const history = given(
      'plaidcloud',
      partner('p', '2025-01-01'),
      registered('d', 'p', '2025-01-02', { customer: 'a' }),
    );
    expect(await credits(history.when(signsContract('a', '2035-01-01')))).toEqual(['p sourced 1']);
  });

  it('R-PROT-03: a protection lasts for the rest of the calendar quarter', async () => {
    const history = (closeAt: string) => joins.when(protects('s', 'a', '2025-02-02'), signsContract('a', closeAt));
    expect(await credits(history('2025-03-31T23:59:59.999Z'))).toEqual(['s sourced 1']);
    expect(await lost(history('2025-04-01'))).toEqual(['s protection protection_ended']);
  });

  it('R-PROT-04: ended earlier by its loss, from that very time on; an earlier loss ends nothing', async () => {
    const history = (lossAt: string, closeAt: string) =>
      joins.when(protects('s', 'a', '2025-02-02'), losesProtection('s', 'a', lossAt), signsContract('a', closeAt));
    expect(await lost(history('2025-03-01', '2025-03-01'))).toEqual(['s protection protection_ended']);
    expect(await credits(history('2025-03-01', '2025-02-28'))).toEqual(['s sourced 1']);
    expect(await credits(history('2025-02-01', '2025-03-01'))).toEqual(['s sourced 1']);
    const others = joins.when(protects('s', 'a', '2025-02-02'), losesProtection('i', 'a', '2025-02-03'));
    expect(await credits(others)).toEqual(['s sourced 1']);
    const afterwards = history('2025-05-01', '2025-04-02');
    expect(await lost(afterwards)).toEqual(['s protection protection_ended']);
  });

  it('R-PROT-04: a protection and its loss of the same time go by id', async () => {
    const told = (id: string) =>
      joins.when(called('m', protects('s', 'a', '2025-02-02')), called(id, losesProtection('s', 'a', '2025-02-02')));
    expect(await credits(told('l'))).toEqual(['s sourced 1']);
    expect(await lost(told('n'))).toEqual(['s protection protection_ended']);
  });

  it('R-INT-09: renewals stay with the partner: later claims after settling change nothing', async () => {
    const history = joins.when(by('r'), activated('a', '2025-02-03'), by('i', '2025-02-04'));
    expect([await credits(history), await lost(history)]).toEqual([['r sourced 1'], ['i lead after_settling']]);
  });
});
