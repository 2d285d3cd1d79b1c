import { instant } from '@ledger/kernel/instant';
import { termsOf, type Preset } from '../../../test/rules/programs';
import type { Credit, Introduction } from './attribution.decisions';
import { settle } from './settle';

/** An introduction at a time (days, in the order of the list) as `partner claim`, sourced unless told otherwise. */
function introduction(at: number, text: string, more: Partial<Introduction> = {}): Introduction {
  const [partner = '', claim = ''] = text.split(' ');
  return {
    partner,
    claim: claim as Introduction['claim'],
    claimedAt: instant(at),
    countedAt: instant(at),
    id: 'e',
    source: 's',
    barred: null,
    role: claim === 'touchpoint' ? 'influenced' : 'sourced',
    tier: null,
    endsAt: null,
    ...more,
  };
}
const referral = { tier: 'referral' };
const integration = { tier: 'integration' };
const solution = { tier: 'solution' };
const influenced = { role: 'influenced' } as const;

function settled(
  program: Preset,
  moment: number,
  introductions: Introduction[],
  override: readonly Credit[] | null = null,
) {
  const { credits, lost } = settle(introductions, override, instant(moment), termsOf(program));
  return {
    credits: credits.map(({ partner, role, weight }) => `${partner} ${role}${weight === null ? '' : ` ${weight}`}`),
    lost: lost.map(({ partner, claim, reason }) => `${partner} ${claim} ${reason}`),
  };
}

describe('one claim wins', () => {
  it('R-ATT-01: the first, whatever its kind; later ones are kept with the reason', () => {
    const claims = [introduction(1, 'q lead'), introduction(2, 'p signup'), introduction(3, 'r signup')];
    expect(settled('plixo', 9, claims)).toEqual({
      credits: ['q sourced 1'],
      lost: ['p signup later', 'r signup later'],
    });
  });

  it('R-ATT-02: only claims up to the moment of settling count, that very time included', () => {
    const claims = [introduction(5, 'p signup'), introduction(6, 'q signup')];
    expect(settled('plixo', 4, claims)).toEqual({
      credits: [],
      lost: ['p signup after_settling', 'q signup after_settling'],
    });
    expect(settled('plixo', 5, claims)).toEqual({ credits: ['p sourced 1'], lost: ['q signup after_settling'] });
  });

  it('R-LOST-01: a barred claim wins nothing; self-referral is told before all else', () => {
    const claims = [
      introduction(1, 'p signup', { barred: 'not_approved' }),
      introduction(2, 'q signup', { barred: 'self_referral' }),
      introduction(3, 'r signup'),
      introduction(9, 's signup', { barred: 'self_referral' }),
      introduction(9, 't signup', { barred: 'not_approved' }),
    ];
    expect(settled('plixo', 5, claims)).toEqual({
      credits: ['r sourced 1'],
      lost: ['p signup not_approved', 'q signup self_referral', 's signup self_referral', 't signup after_settling'],
    });
  });

  it('R-LOST-02: what has ended by then introduces nothing, from its very end on', () => {
    const claims = [
      introduction(1, 'p registration', { endsAt: instant(5), ...solution }),
      introduction(1, 'q protection', { endsAt: instant(5), ...solution }),
      introduction(1, 'r touchpoint', { endsAt: instant(5), ...solution }),
    ];
    expect(settled('three-tier', 5, claims)).toEqual({
      credits: [],
      lost: ['p registration expired', 'q protection protection_ended', 'r touchpoint window_passed'],
    });
    expect(settled('three-tier', 4, claims).credits).toEqual(['q sourced 1', 'r influenced']);
  });

  it('R-ATT-03: a further claim of the winner loses nothing', () => {
    const claims = [introduction(1, 'p lead'), introduction(2, 'p signup')];
    expect(settled('plixo', 9, claims)).toEqual({ credits: ['p sourced 1'], lost: [] });
  });

  it('R-ATT-04: kinds that the terms do not take compete for nothing', () => {
    expect(settled('odoopbx', 9, [introduction(1, 'p lead'), introduction(2, 'q signup')]).credits).toEqual([
      'q sourced 1',
    ]);
  });
});

describe('the competition of three-tier', () => {
  it('R-COMP-01: a protection comes before registrations and all others; the first of several', () => {
    const claims = [
      introduction(1, 'a signup', referral),
      introduction(2, 'b registration', solution),
      introduction(3, 'c protection', solution),
      introduction(4, 'd protection', solution),
    ];
    expect(settled('three-tier', 9, claims)).toEqual({
      credits: ['c sourced 1'],
      lost: ['a signup lower_priority', 'b registration lower_priority', 'd protection later'],
    });
  });

  it('R-COMP-02: then registrations of integration and solution partners: the first wins', () => {
    const claims = [
      introduction(1, 'a registration', referral),
      introduction(2, 'b registration', integration),
      introduction(3, 'c registration', integration),
      introduction(4, 'd registration', solution),
    ];
    expect(settled('three-tier', 9, claims)).toEqual({
      credits: ['b sourced 1'],
      lost: ['a registration lower_priority', 'c registration later', 'd registration later'],
    });
  });

  it('R-COMP-03: if it is a solution partner’s, all solution partners with one share equally', () => {
    const claims = [
      introduction(1, 'a registration', solution),
      introduction(2, 'b registration', integration),
      introduction(3, 'c registration', solution),
      introduction(4, 'a registration', solution),
    ];
    expect(settled('three-tier', 9, claims)).toEqual({
      credits: ['a sourced 1', 'c sourced 1'],
      lost: ['b registration later'],
    });
  });

  it('R-COMP-04: then all others: the first wins', () => {
    const claims = [
      introduction(1, 'a lead', referral),
      introduction(2, 'b signup', integration),
      introduction(3, 'c registration', referral),
    ];
    expect(settled('three-tier', 9, claims)).toEqual({
      credits: ['a sourced 1'],
      lost: ['b signup later', 'c registration later'],
    });
  });

  it('R-COMP-05: if it is an integration partner’s, all integration partners with a sourced introduction share', () => {
    const claims = [
      introduction(1, 'a lead', integration),
      introduction(2, 'b signup', referral),
      introduction(3, 'c signup', integration),
      introduction(4, 'd signup', { ...integration, ...influenced }),
      introduction(5, 'e signup', solution),
    ];
    expect(settled('three-tier', 9, claims)).toEqual({
      credits: ['a sourced 1', 'c sourced 1', 'd influenced'],
      lost: ['b signup later', 'e signup later'],
    });
  });

  it('R-COMP-06: the tier at the introduction decides who shares; one without a tier shares nothing', () => {
    const claims = [introduction(1, 'a signup'), introduction(2, 'b signup')];
    expect(settled('three-tier', 9, claims).credits).toEqual(['a sourced 1']);
    expect(settled('three-tier', 9, [introduction(1, 'a registration')]).credits).toEqual(['a sourced 1']);
  });
});

describe('influenced credits', () => {
  it('R-INF-01: go to partners without a sourced one, in the order of their first influenced introduction', () => {
    const claims = [
      introduction(1, 'x touchpoint', referral),
      introduction(2, 'p signup', referral),
      introduction(3, 'p touchpoint', referral),
      introduction(4, 'w lead', { ...referral, ...influenced }),
      introduction(5, 'x touchpoint', referral),
    ];
    expect(settled('three-tier', 9, claims)).toEqual({
      credits: ['p sourced 1', 'x influenced', 'w influenced'],
      lost: [],
    });
  });

  it('R-INF-02: also to one whose sourced claim lost', () => {
    const claims = [
      introduction(1, 'p signup', referral),
      introduction(2, 'q signup', referral),
      introduction(3, 'q touchpoint', referral),
    ];
    expect(settled('three-tier', 9, claims)).toEqual({
      credits: ['p sourced 1', 'q influenced'],
      lost: ['q signup later'],
    });
  });

  it('R-INF-03: nobody introduced it, somebody contributed: influenced; nobody did: nothing', () => {
    expect(settled('three-tier', 9, [introduction(1, 'p touchpoint', referral)]).credits).toEqual(['p influenced']);
    expect(settled('three-tier', 9, [])).toEqual({ credits: [], lost: [] });
  });
});

describe('overrides', () => {
  const override: Credit[] = [
    { partner: 'z', role: 'sourced', weight: 3 },
    { partner: 'y', role: 'sourced', weight: 1 },
  ];

  it('R-OVR-01: replace the credits; claims that would have won are lost to them', () => {
    const claims = [
      introduction(1, 'p lead', { ...referral, ...influenced }),
      introduction(2, 'q signup', referral),
      introduction(3, 'r signup', referral),
      introduction(4, 's touchpoint', referral),
    ];
    expect(settled('three-tier', 9, claims, override)).toEqual({
      credits: ['z sourced 3', 'y sourced 1'],
      lost: ['p lead overridden', 'q signup overridden', 'r signup later'],
    });
  });

  it('R-OVR-02: a claim of a partner that the override credits is not lost to it', () => {
    expect(settled('plixo', 9, [introduction(1, 'z lead')], override).lost).toEqual([]);
    expect(settled('plixo', 9, [introduction(1, 'z lead')], []).lost).toEqual(['z lead overridden']);
  });
});
