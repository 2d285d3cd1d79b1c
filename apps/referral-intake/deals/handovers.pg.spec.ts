import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { approved, event, owner, staff, trialOn, type Asks } from '../../../test/deals/deals-desk';
import { ReferralIntakeModule } from '../referral-intake.module';
import { DealsJobs } from './deals-jobs';

const PROGRAM = 'three-tier';
const STAFF = `/v1/programs/${PROGRAM}/hand-overs`;
const CUSTOMERS = ['a', 'b', 'c'];

let service: StartedService;
let [manager, sales]: Asks[] = [];

const paid = (customer: string, day: string) =>
  event(PROGRAM, `${day}T12:00`, 'invoice.paid', {
    invoice: `inv-${customer}-${day}`,
    customer,
    currency: 'USD',
    lines: [{ line: 'l1', kind: 'usage', amount: 10_000 }],
  });

beforeAll(async () => {
  service = await startService([ReferralIntakeModule], { trial: trialOn(() => service) });
  await service.feed([
    ...approved(PROGRAM, 'p'),
    ...approved(PROGRAM, 'q'),
    ...CUSTOMERS.map((customer) =>
      event(PROGRAM, '2026-01-10T00:00', 'referral.submitted', { referral: customer, partner: 'p', customer }),
    ),
    event(PROGRAM, '2026-01-10T00:00', 'referral.submitted', { referral: 'other', partner: 'q', customer: 'z' }),
    ...CUSTOMERS.map((customer) => paid(customer, '2026-02-01')),
    ...CUSTOMERS.map((customer) => paid(customer, '2026-04-01')),
  ]);
  manager = await staff(service, 'program-manager');
  sales = await staff(service, 'sales');
});
afterAll(() => service.stop());

const asked = { fromPartner: 'p', toPartner: 'q', from: '2026-03-01T00:00:00Z' };
const sums = async () => {
  await service.feed([]);
  const rows: { partner: string; amount: string }[] = await service.readModels.query(
    `SELECT partner, sum(amount_minor)::text AS amount FROM ops.lines WHERE program = $1 GROUP BY 1 ORDER BY 1`,
    [PROGRAM],
  );
  return Object.fromEntries(rows.map(({ partner, amount }) => [partner, amount]));
};

describe('a hand-over of all customers of a partner', () => {
  it('shows them and what it would move first, and moves nothing by that', async () => {
    const before = await sums();
    const { status, body } = await manager!('post', `/v1/programs/${PROGRAM}/hand-over-preview`, asked);
    expect([status, body]).toMatchObject([
      200,
      {
        customers: CUSTOMERS,
        overrides: 3,
        effect: {
          refused: [],
          money: [
            { partner: 'p', currency: 'USD', amountMinor: '-3000', lines: 3 },
            { partner: 'q', currency: 'USD', amountMinor: '3000', lines: 3 },
          ],
        },
      },
    ]);
    expect(await sums()).toEqual(before);
    expect((await manager!('get', STAFF)).body.items).toEqual([]);
  });

  it('goes on where a crash cut it off: what was offered is not done twice, and it is shown how far it is', async () => {
    const jobs = service.app.get(DealsJobs);
    const kick = jest.spyOn(jobs, 'kick').mockImplementation(() => undefined);
    const body = { ...asked, evidence: 'p closes its practice', key: 'ho-1' };
    const begun = await manager!('post', STAFF, body);
    expect(begun).toMatchObject({ status: 202, body: { state: 'under_way', waiting: 3, recorded: 0 } });
    expect((await manager!('post', STAFF, body)).body.handover).toBe(begun.body.handover);
    kick.mockRestore();

    const { offer } = service.runtime;
    let offers = 0;
    const dying = jest.spyOn(service.runtime, 'offer').mockImplementation(async (given) => {
      const answers = await offer.call(service.runtime, given);
      // The second override is in the log, and nobody is left to note it.
      if ((offers += 1) === 2) throw new Error('killed');
      return answers;
    });
    jobs.kick();
    await jobs.idle();
    dying.mockRestore();
    const path = `${STAFF}/${begun.body.handover}`;
    expect((await manager!('get', path)).body).toMatchObject({ state: 'under_way', waiting: 2, recorded: 1 });

    jobs.kick();
    await jobs.idle();
    expect((await manager!('get', path)).body).toMatchObject({
      state: 'done',
      waiting: 0,
      recorded: 3,
      rejected: 0,
      customers: CUSTOMERS,
      refused: [],
    });
    expect(await sums()).toEqual({ p: '3000', q: '3000' });
    const overrides = await service.readModels.query('SELECT customer FROM ops.overrides ORDER BY 1');
    expect(overrides).toEqual(CUSTOMERS.map((customer) => ({ customer })));
  });

  it('is refused to itself, of a partner that is none, and to those who may not', async () => {
    const body = { ...asked, evidence: 'x' };
    expect((await manager!('post', STAFF, { ...body, toPartner: 'p' })).status).toBe(400);
    expect((await manager!('post', STAFF, { ...body, toPartner: 'nobody' })).status).toBe(404);
    expect((await sales!('post', STAFF, body)).status).toBe(403);
    expect((await manager!('get', `${STAFF}/ho_${'0'.repeat(20)}`)).status).toBe(404);
  });
});

it('warns of a registration that expires, 14 and 3 days before, once each, however often it is looked', async () => {
  const p = await owner(service, PROGRAM, 'p');
  const deal = { customer: 'new', firstContactAt: '2026-04-01T00:00:00Z', relationship: 'prospective' };
  const { body } = await p('post', '/api/partner/deals', deal);
  expect(body.expiresAt).toBe('2026-07-30T12:00:00.000Z');
  const jobs = service.app.get(DealsJobs);
  const warned: number[][] = [];
  for (const day of ['2026-07-10', '2026-07-17', '2026-07-18', '2026-07-28', '2026-08-01']) {
    await service.feed([event(PROGRAM, `${day}T00:00`, 'clock.advanced', {})]);
    jobs.kick();
    await jobs.idle();
    const rows = await service.api.query<{ values: string }[]>(
      `SELECT "values" FROM desk.mails WHERE template = 'registration-expiring' ORDER BY queued_at`,
    );
    warned.push(rows.map(({ values }) => (JSON.parse(values) as { days: number }).days));
  }
  expect(warned).toEqual([[], [14], [14], [14, 3], [14, 3]]);
});
