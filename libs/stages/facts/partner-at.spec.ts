import type { LedgerEvent } from '@ledger/contracts/events';
import { instant, parseInstant } from '@ledger/kernel/instant';
import { formatRate } from '@ledger/kernel/rate';
import type { Told } from '../../../test/rules/facts';
import * as facts from '../../../test/rules/facts';
import { termsOf } from '../../../test/rules/programs';
import {
  approvedSince,
  isApprovedAt,
  isEngagementEndedAt,
  isOptedOutAt,
  isRequirementMetAt,
  mayAccrue,
  negotiatedRateAt,
  partnerTypeAt,
  tierAt,
} from './partner-at';
import { emptyPartnerRecord, notePartnerFact } from './partner-record';

const at = (text: string) => parseInstant(facts.moment(text)) ?? instant(Number.NaN);

/** The record of partner p after facts, told in the order of their arrival. */
function recordOf(...told: Told[]) {
  const record = emptyPartnerRecord('p');
  told.forEach(({ type, data, id, at: time, source = 'test' }, index) => {
    const header = { id: id ?? `e${index}`, source, time: at(time), program: 'x' };
    notePartnerFact(record, { ...header, type, data } as LedgerEvent);
  });
  return record;
}

describe('approval', () => {
  const record = recordOf(
    facts.applied('p', '2026-01-01'),
    facts.approved('p', '2026-02-01'),
    facts.rejected('p', '2026-03-01'),
  );

  it('R-APP-01: holds from the first approval on, that very time included, whatever comes later', () => {
    expect(isApprovedAt(record, instant(at('2026-02-01') - 1))).toBe(false);
    expect(isApprovedAt(record, at('2026-02-01'))).toBe(true);
    expect(isApprovedAt(record, at('2026-04-01'))).toBe(true);
    expect(approvedSince(record)).toBe(at('2026-02-01'));
  });

  it('R-APP-01: comes with an enrolment too', () => {
    expect(approvedSince(recordOf(facts.enrolled('p', '2026-05-01')))).toBe(at('2026-05-01'));
    expect(approvedSince(recordOf(facts.applied('p', '2026-05-01')))).toBeNull();
    expect(isApprovedAt(recordOf(facts.applied('p', '2026-05-01')), at('2027-01-01'))).toBe(false);
  });

  it.each([
    ['an applicant', [facts.applied('p', '2026-01-01')], true],
    ['one that was asked for more', [facts.applied('p', '2026-01-01'), infoRequested('2026-01-02')], true],
    ['one that was rejected', [facts.applied('p', '2026-01-01'), facts.rejected('p', '2026-01-02')], false],
    [
      'one that was rejected and applied again',
      [facts.applied('p', '2026-01-01'), facts.rejected('p', '2026-01-02'), facts.applied('p', '2026-01-03')],
      true,
    ],
    [
      'one that was approved once and rejected then',
      [facts.applied('p', '2026-01-01'), facts.approved('p', '2026-01-02'), facts.rejected('p', '2026-01-03')],
      true,
    ],
    ['nobody', [], false],
  ])('R-OVR-03: an override may accrue for %s', (_, told, accrues) => {
    expect(mayAccrue(recordOf(...told))).toBe(accrues);
  });

  function infoRequested(time: string): Told {
    return facts.fact('partner.info_requested', time, { partner: 'p' });
  }
});

describe('tiers', () => {
  const terms = termsOf('three-tier');

  it('R-TIER-01: everyone starts in the first', () => {
    expect(tierAt(recordOf(), at('2026-01-01'), terms)).toBe('referral');
  });

  it('R-TIER-02: the tier at a time is the latest set by then, that very time included', () => {
    const record = recordOf(
      facts.tierSet('p', '2026-03-01', 'solution'),
      facts.tierSet('p', '2026-02-01', 'integration'),
    );
    expect(tierAt(record, instant(at('2026-02-01') - 1), terms)).toBe('referral');
    expect(tierAt(record, at('2026-02-01'), terms)).toBe('integration');
    expect(tierAt(record, at('2026-03-01'), terms)).toBe('solution');
  });

  it('R-TIER-01: a program without tiers gives none', () => {
    expect(tierAt(recordOf(), at('2026-01-01'), termsOf('plixo'))).toBeNull();
  });
});

describe('types', () => {
  it('R-TYPE-01: the latest of enrolment and approval gives the type', () => {
    const record = recordOf(
      facts.enrolled('p', '2026-01-01', { type: 'referral' }),
      facts.applied('p', '2026-02-01', { type: 'partner' }),
      facts.approved('p', '2026-03-01'),
      facts.enrolled('p', '2026-05-01', { type: 'referral' }),
    );
    const typeAt = (time: string) => partnerTypeAt(record, at(time));
    expect(typeAt('2026-01-01')).toBe('referral');
    expect(typeAt('2026-02-15')).toBe('referral');
    expect(typeAt('2026-03-01')).toBe('partner');
    expect(typeAt('2026-05-01')).toBe('referral');
  });

  it('R-TYPE-02: before the first of them it is already that type; without one, that of the latest application', () => {
    const approved = recordOf(
      facts.applied('p', '2026-01-01', { type: 'partner' }),
      facts.approved('p', '2026-03-01'),
      facts.applied('p', '2026-04-01', { type: 'referral' }),
    );
    expect(partnerTypeAt(approved, at('2025-01-01'))).toBe('partner');
    expect(partnerTypeAt(approved, at('2026-05-01'))).toBe('partner');
    const applied = recordOf(
      facts.applied('p', '2026-01-01', { type: 'partner' }),
      facts.applied('p', '2026-02-01', { type: 'referral' }),
    );
    expect(partnerTypeAt(applied, at('2026-01-15'))).toBe('referral');
    expect(partnerTypeAt(recordOf(), at('2026-01-01'))).toBeNull();
  });

  it('R-TYPE-02: an approval approves the latest application before it, also one that arrives later', () => {
    const record = recordOf(
      facts.applied('p', '2026-01-01', { type: 'partner' }),
      facts.approved('p', '2026-03-01'),
      facts.applied('p', '2026-02-01', { type: 'referral' }),
    );
    expect(partnerTypeAt(record, at('2026-04-01'))).toBe('referral');
    const late = recordOf(facts.approved('p', '2026-03-01'), facts.applied('p', '2026-03-02', { type: 'partner' }));
    expect(partnerTypeAt(late, at('2026-04-01'))).toBe('partner');
  });
});

describe('requirements', () => {
  const isMet = (time: string, ...told: Told[]) => isRequirementMetAt(recordOf(...told), 'certified_analyst', at(time));

  it('R-REQ-01: are met from the fact on, that very time included, until they lapse', () => {
    const told = [
      facts.met('p', '2026-02-01', 'certified_analyst'),
      facts.lapsed('p', '2026-03-01', 'certified_analyst'),
    ];
    expect([isMet('2026-01-31', ...told), isMet('2026-02-01', ...told), isMet('2026-03-01', ...told)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(isMet('2026-02-01', facts.met('p', '2026-01-01', 'agreement'))).toBe(false);
  });

  it('R-CERT-02: one of two persons lapsing leaves one; a lapse without a person ends all', () => {
    const two = [
      facts.met('p', '2026-01-01', 'certified_analyst', 'ann'),
      facts.met('p', '2026-01-02', 'certified_analyst', 'bob'),
      facts.lapsed('p', '2026-02-01', 'certified_analyst', 'ann'),
    ];
    expect(isMet('2026-02-01', ...two)).toBe(true);
    expect(isMet('2026-03-01', ...two, facts.lapsed('p', '2026-03-01', 'certified_analyst', 'bob'))).toBe(false);
    expect(isMet('2026-03-01', ...two, facts.lapsed('p', '2026-03-01', 'certified_analyst', 'eve'))).toBe(true);
    expect(isMet('2026-03-01', ...two, facts.lapsed('p', '2026-03-01', 'certified_analyst'))).toBe(false);
  });
});

describe('opting out and engagement', () => {
  it('R-OPT-01: a partner is opted out from the fact on until it opts in again', () => {
    const record = recordOf(facts.optedOut('p', '2026-02-01'), facts.optedIn('p', '2026-03-01'));
    const isOut = (time: string) => isOptedOutAt(record, at(time));
    expect([isOut('2026-01-31'), isOut('2026-02-01'), isOut('2026-02-28'), isOut('2026-03-01')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('R-ENGAGE-01: an engagement is ended for one customer, until it is resumed', () => {
    const record = recordOf(
      facts.engagementEnded('p', 'a', '2026-02-01'),
      facts.engagementResumed('p', 'a', '2026-03-01'),
    );
    const isEnded = (customer: string, time: string) => isEngagementEndedAt(record, customer, at(time));
    expect([isEnded('a', '2026-01-31'), isEnded('a', '2026-02-01'), isEnded('a', '2026-03-01')]).toEqual([
      false,
      true,
      false,
    ]);
    expect(isEnded('b', '2026-02-15')).toBe(false);
  });
});

describe('negotiated rates', () => {
  const terms = termsOf('three-tier');
  const rateAt = (time: string, ...told: Told[]) => {
    const rate = negotiatedRateAt(recordOf(...told), at(time), terms);
    return rate === null ? null : formatRate(rate);
  };

  it('R-RATE-01: the latest rate set by a time is in force, that very time included', () => {
    const told = [facts.rateSet('p', '2026-02-01', '0.12'), facts.rateSet('p', '2026-03-01', '0.15')];
    expect(rateAt('2026-01-31', ...told)).toBeNull();
    expect(rateAt('2026-02-01', ...told)).toBe('0.12');
    expect(rateAt('2026-03-01', ...told)).toBe('0.15');
  });

  it('R-RATE-02: it ends with another tier, not with the same one set again', () => {
    const set = facts.rateSet('p', '2026-02-01', '0.12');
    expect(rateAt('2026-04-01', set, facts.tierSet('p', '2026-03-01', 'referral'))).toBe('0.12');
    expect(rateAt('2026-04-01', set, facts.tierSet('p', '2026-03-01', 'integration'))).toBeNull();
    expect(rateAt('2026-02-15', set, facts.tierSet('p', '2026-03-01', 'integration'))).toBe('0.12');
    expect(rateAt('2026-03-01', set, facts.tierSet('p', '2026-03-01', 'integration'))).toBeNull();
    const back = [facts.tierSet('p', '2026-03-01', 'integration'), facts.tierSet('p', '2026-03-02', 'referral')];
    expect(rateAt('2026-04-01', set, ...back)).toBeNull();
  });

  it('R-RATE-02: a rate that is set in the higher tier stays; of the same time, the later id counts', () => {
    const tier = facts.called('b', facts.tierSet('p', '2026-02-01', 'integration'));
    expect(rateAt('2026-04-01', tier, facts.called('c', facts.rateSet('p', '2026-02-01', '0.25')))).toBe('0.25');
    expect(rateAt('2026-04-01', tier, facts.called('a', facts.rateSet('p', '2026-02-01', '0.15')))).toBeNull();
    const same = facts.tierSet('p', '2026-03-01', 'integration');
    expect(rateAt('2026-04-01', tier, facts.rateSet('p', '2026-02-15', '0.25'), same)).toBe('0.25');
  });

  it('is none before one was set', () => {
    expect(rateAt('2026-04-01', facts.tierSet('p', '2026-03-01', 'integration'))).toBeNull();
  });
});
