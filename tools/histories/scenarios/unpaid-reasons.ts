import type { Rail, Terms } from '@ledger/program/terms';
import { clearingDaysOf, claim, earn, refund, wonCustomer } from './claim-and-earn';
import { joinTheProgram, type Joining, type Member } from './join-the-program';
import { inEveryProgram, type Scenario } from './scenario';
import type { World } from './world';

const HOURS_BEFORE_THE_END = 2;

/** Long enough for any clearing time and any payout run. */
const UNTIL_PAID_DAYS = 135;

/** One scenario for every reason for which money is unpaid when the history ends (contract.md, section 2: unpaid). */
export const UNPAID_REASONS: readonly Scenario[] = [
  waits(
    'clearing',
    2,
    (terms) => clearingDaysOf(terms) > 0,
    (world) => {
      earnsFor(world, joinTheProgram(world, world.day(0)), 0.5);
    },
  ),
  waits('dispute', 60, inEveryProgram, (world) => {
    const { invoice } = earnsFor(world, joinTheProgram(world, world.day(0)), 1);
    world.plan('dispute.opened', world.day(2), { dispute: world.name('dispute'), invoice });
  }),
  waits(
    'violation',
    60,
    (terms) => terms.violations !== null,
    (world) => {
      const who = joinTheProgram(world, world.day(0));
      for (let violation = 0; violation < (world.terms.violations?.holdAt ?? 2); violation += 1) {
        world.plan('partner.violation_recorded', world.day(1 + violation), { partner: who.partner, by: 'staff' });
      }
      earnsFor(world, who, 5);
    },
  ),
  waits(
    'certification_missing',
    60,
    (terms) => terms.certification !== null,
    (world) => {
      earnsFor(world, joinTheProgram(world, world.day(0), { payable: false }), 5);
    },
  ),
  waits('suspended', 60, inEveryProgram, (world) => {
    const who = joinTheProgram(world, world.day(0));
    earnsFor(world, who, 5);
    world.plan('partner.suspended', world.day(5, 1), { partner: who.partner, by: 'staff' });
  }),
  waits(
    'not_approved',
    60,
    (terms) => terms.partnerTypes.some(({ selfEnrolment }) => !selfEnrolment),
    (world) => {
      const type = world.terms.partnerTypes.find(({ selfEnrolment }) => !selfEnrolment)?.name ?? '';
      const pending = joinTheProgram(world, world.day(0), { approved: false, payable: false, type });
      const { customer } = earnsFor(world, joinTheProgram(world, world.day(0)), 5);
      const credits = [{ partner: pending.partner, role: 'sourced', weight: 1 }];
      world.plan('attribution.overridden', world.day(8), { customer, credits, by: 'staff', evidence: 'promised' });
    },
  ),
  waits(
    'below_minimum',
    60,
    (terms) => terms.payout.minimums.length + terms.payout.fees.length > 0,
    (world) => {
      const rail = world.terms.payout.minimums[0]?.rail ?? world.terms.payout.fees[0]?.rail ?? null;
      const who = joinTheProgram(world, world.day(0), rail === null ? {} : { rail });
      earn(world, wonCustomer(world, who, world.day(1)), world.day(2), 10);
    },
  ),
  waits('negative_balance', UNTIL_PAID_DAYS + 40, inEveryProgram, (world) => {
    const { invoice } = earnsFor(world, joinTheProgram(world, world.day(0)), 1);
    refund(world, invoice, world.day(UNTIL_PAID_DAYS), 1_000_000);
  }),
  waits(
    'not_activated',
    60,
    (terms) => terms.requiresActivation,
    (world) => {
      const who = joinTheProgram(world, world.day(0));
      const customer = world.name('customer');
      claim(world, who, customer, world.day(1));
      earn(world, customer, world.day(2), 1_000_000);
    },
  ),
  withoutPaper('tax_form_missing', (terms) => terms.payout.requiresTaxForm, { taxForm: null }),
  withoutPaper('tax_form_expired', (terms) => terms.payout.requiresTaxForm, {
    taxForm: { form: 'W-8BEN', signedOn: '2022-03-31' },
  }),
  withoutPaper('payout_method_missing', (terms) => terms.payout.defaultRail === null, { payable: false }),
  waits(
    'acknowledgement_missing',
    60,
    (terms) => terms.payout.requiresAcknowledgement,
    (world) => {
      const answered = joinTheProgram(world, world.day(0));
      world.plan('partner.acknowledgement_required', world.day(1), { partner: answered.partner, checklist: '2027' });
      world.plan('partner.compliance_acknowledged', world.day(2), { partner: answered.partner });
      const asked = joinTheProgram(world, world.day(0));
      world.plan('partner.acknowledgement_required', world.day(1), { partner: asked.partner, checklist: '2027' });
      world.plan('partner.compliance_acknowledged', world.day(2), { partner: asked.partner, checklist: '2026' });
      earnsFor(world, asked, 3);
    },
  ),
  ...everyRailScheduled(),
];

function waits(
  shows: string,
  lastsDays: number,
  possibleIn: (terms: Terms) => boolean,
  play: Scenario['play'],
): Scenario {
  return { shows, lastsDays, endsWithTheWorld: true, possibleIn, play };
}

/** A partner without one of the papers that the terms ask for has earned and cleared. */
function withoutPaper(shows: string, possibleIn: (terms: Terms) => boolean, joining: Joining): Scenario {
  return waits(shows, 60, possibleIn, (world) => {
    earnsFor(world, joinTheProgram(world, world.day(0), joining), 1);
  });
}

/** On each rail, money that has cleared an hour ago and has nothing to wait for but the next run. */
function everyRailScheduled(): Scenario[] {
  return (['stripe', 'paypal', 'manual'] as const).map((rail: Rail) =>
    waits(
      `scheduled: ${rail}`,
      60,
      (terms) => terms.payout.rails.includes(rail),
      (world) => {
        const who = joinTheProgram(world, world.day(0), { rail });
        earnsFor(world, who, 60 - clearingDaysOf(world.terms) - HOURS_BEFORE_THE_END / 24);
      },
    ),
  );
}

/** The partner wins a customer, which pays a large invoice `days` into the scenario. */
function earnsFor(world: World, who: Member, days: number): { customer: string; invoice: string } {
  const customer = wonCustomer(world, who, world.day(Math.min(days, 0.4)));
  const { invoice } = earn(world, customer, world.day(days), 1_000_000);
  return { customer, invoice };
}
