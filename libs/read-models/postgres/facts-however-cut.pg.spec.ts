import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import type { ArrivalEntry, LedgerEntry } from '../ledger-entry';
import { at, attribution, decided, withTerms } from '../testing/entries';
import { freshReadModels, type FreshReadModels } from '../testing/fresh-read-models';
import { Projector } from './projector';
import { LIVE_SCHEMA } from './schema/version';

/** What lists are made from beside decisions. */
const TABLES = [
  ...['rejected', 'invoices', 'takebacks', 'sign_up_codes', 'unowned_codes', 'overrides', 'closed_months'],
  ...['registrations', 'reregistrations', 'deal_matches', 'protections', 'sales_contacts', 'touchpoints'],
  ...['violations', 'engagements', 'joint_customers', 'customer_contacts'],
  ...['sign_ups', 'links', 'clicks', 'link_clicks', 'leads', 'lead_claims'],
  ...['revenues', 'submissions', 'churns', 'customer_claims', 'customer_credits', 'clock_months'],
];

const PROGRAMS = ['plixo', 'reseller'];
const NAMES = ['a', 'b', 'c'];
const TYPES = [
  'invoice.paid',
  'invoice.voided',
  'payment.refunded',
  'payment.refund_failed',
  'dispute.opened',
  'deal.registered',
  'deal.reregistered',
  'lead.matched',
  'account.protected',
  'account.protection_lost',
  'lead.contacted_by_sales',
  'touchpoint.recorded',
  'partner.violation_recorded',
  'partner.engagement_ended',
  'joint_customer.recorded',
  'link.created',
  'referral.clicked',
  'referral.submitted',
  'customer.signed_up',
  'customer.churned',
] as const;

/** What may happen: something arrives, or a customer's sign-ups are found to have codes that nobody owns. */
const steps = fc.array(
  fc.record({
    program: fc.constantFrom(...PROGRAMS),
    name: fc.constantFrom(...NAMES),
    other: fc.constantFrom(...NAMES),
    kind: fc.constantFrom('accepted', 'accepted', 'rejected', 'rejected', 'unassigned', 'codes' as const),
    type: fc.constantFrom(...TYPES),
    unowned: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);

type Step = typeof steps extends fc.Arbitrary<readonly (infer S)[]> ? S : never;

/** Entries with ascending numbers in each program; an id is accepted once in a program. */
function entriesOf(history: readonly Step[]): LedgerEntry[] {
  const lastSeq = new Map<string, number>();
  const accepted = new Set<string>();
  return history.map(({ program, name, other, kind, type, unowned }) => {
    const where = kind === 'unassigned' ? '' : program;
    const seq = (lastSeq.get(where) ?? 0) + 1;
    lastSeq.set(where, seq);
    if (kind === 'codes') {
      const signUp = {
        claim: unowned ? 'signup' : 'lead',
        claimedAt: at('2026-01-01'),
        countedAt: at('2026-01-01'),
        source: 's',
      } as const;
      const rest = { barred: null, role: 'sourced', tier: null, endsAt: null } as const;
      const introductions = [{ ...signUp, ...rest, id: other, partner: unowned ? null : 'p' }];
      return decided(program, seq, attribution(name, { introductions }));
    }
    const id = `${type} ${name}`;
    const isAccepted = kind === 'accepted' && !accepted.has(`${program} ${id}`);
    if (isAccepted) accepted.add(`${program} ${id}`);
    const data = {
      invoice: type === 'payment.refund_failed' ? undefined : other,
      refund: name,
      dispute: name,
      customer: name,
      partner: other,
      deal: name,
      firstContactAt: '2026-01-01T00:00:00Z',
      relationship: 'current',
      kind: 'demo',
      engagement: 'active',
      code: ` ${other.toUpperCase()}`,
      referralCode: other,
      clickId: name,
      referral: name,
      email: `${other}@pseudonym.invalid`,
      currency: 'USD',
      lines: [
        { line: 'l1', kind: 'usage', amount: 100 },
        { line: 'l2', kind: 'tax', amount: 19 },
      ],
    };
    const entry: ArrivalEntry = {
      program: where,
      seq,
      arrival: {
        program: where,
        seq,
        clock: at('2026-02-01'),
        id,
        source: 's',
        eventType: type,
        verdict: isAccepted ? { type: 'accepted' } : { type: 'rejected', code: 'unknown_partner', detail: other },
      },
      kept: { arrivedAt: at('2026-02-01'), event: { time: '2026-01-05T00:00:00Z', data }, body: null, content: other },
    };
    return entry;
  });
}

describe('what lists are made from', () => {
  let readModels: FreshReadModels;
  let dataSource: DataSource;

  beforeAll(async () => {
    readModels = await freshReadModels();
    ({ dataSource } = readModels);
  });

  afterAll(() => readModels.remove());

  /** The rows after the entries were projected in batches of these sizes, again and again. */
  async function projected(
    entries: readonly LedgerEntry[],
    sizes: readonly number[],
    afterBatch: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<string> {
    await readModels.empty();
    const projector = new Projector(dataSource);
    for (let start = 0, batch = 0; start < entries.length; batch += 1) {
      const end = Math.min(entries.length, start + (sizes[batch % sizes.length] ?? 1));
      const positions = { fromCheckpoint: BigInt(start), toCheckpoint: BigInt(end) };
      await projector.project({ ...positions, entries: withTerms(entries, start, end) });
      await afterBatch();
      start = end;
    }
    const rows = await Promise.all(
      TABLES.map((table) =>
        dataSource.query(`SELECT row_to_json(t)::text AS row FROM ${LIVE_SCHEMA}.${table} t ORDER BY 1`),
      ),
    );
    return JSON.stringify(rows, null, 1);
  }

  it('is the same however a history is cut into batches', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(steps, sizes, async (history, cuts) => {
        const entries = entriesOf(history);
        expect(await projected(entries, cuts)).toBe(await projected(entries, [1]));
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it('names the first of several programs that accepted what named none', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `n${index}`);
    const each = (kind: Step['kind'], program: string, some: readonly string[]): Step[] =>
      some.map((name) => ({ program, name, other: name, kind, type: 'invoice.paid', unowned: false }));
    const rejected = each('unassigned', 'plixo', names);
    for (const order of [PROGRAMS, PROGRAMS.toReversed()]) {
      for (const count of [1, 20, 100, 300]) {
        const accepted = order.flatMap((program) => each('accepted', program, names.slice(0, count)));
        // As the server does by itself after a while: what it knows of a table decides how it goes about an update.
        const analyze = () => dataSource.query(`ANALYZE ${LIVE_SCHEMA}.rejected`);
        await projected(entriesOf([...rejected, ...accepted]), [rejected.length, accepted.length], analyze);
        const found = `SELECT accepted_in, count(*)::int FROM ${LIVE_SCHEMA}.rejected
                        WHERE program = '' AND accepted_seq IS NOT NULL GROUP BY 1`;
        expect(await dataSource.query(found)).toEqual([{ accepted_in: order[0], count }]);
      }
    }
  }, 60_000);

  it('tells what waits for an invoice and what does not: one by one, each in every order', async () => {
    const step = (type: Step['type'], name: string, other: string): Step => ({
      program: 'plixo',
      name,
      other,
      kind: 'accepted',
      type,
      unowned: false,
    });
    const facts = [
      step('payment.refunded', 'a', 'a'),
      step('payment.refund_failed', 'a', 'a'),
      step('dispute.opened', 'b', 'b'),
      step('invoice.paid', 'c', 'b'),
      step('invoice.voided', 'c', 'c'),
    ];
    for (const order of [facts, facts.toReversed()]) {
      for (const size of [1, 2, 5]) {
        await projected(entriesOf(order), [size]);
        const waiting = await dataSource.query(`SELECT event_type, about FROM ${LIVE_SCHEMA}.takebacks WHERE waits`);
        expect(waiting).toEqual([{ event_type: 'invoice.voided', about: 'c' }]);
      }
    }
  });
});
