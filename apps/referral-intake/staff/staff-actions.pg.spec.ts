import { addPerson } from '@ledger/desk/people/add-person';
import { issuePersonToken } from '@ledger/desk/people/person-tokens';
import type { StaffRole } from '@ledger/desk/people/roles';
import { giveStaffRole } from '@ledger/desk/people/staff-roles';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { testEvent } from '@ledger/service-kit/testing/two-programs';
import { ReferralIntakeModule } from '../referral-intake.module';
import { STAFF_ACTIONS } from './staff-actions';

interface Staff {
  readonly id: string;
  readonly authorization: string;
}

describe('actions of the staff', () => {
  let service: StartedService;
  let finance: Staff;
  let manager: Staff;

  beforeAll(async () => {
    service = await startService([ReferralIntakeModule]);
    const event = (type: string, data: object) => testEvent('plixo', '2026-01-05', type, data);
    await service.feed([
      event('partner.applied', { partner: 'alder', type: 'partner' }),
      event('partner.approved', { partner: 'alder' }),
    ]);
    finance = await staff('finance');
    manager = await staff('program-manager');
  });
  afterAll(() => service.stop());

  async function staff(role: StaffRole): Promise<Staff> {
    const { manager: orm } = service.api;
    const { id } = await addPerson(orm, { email: `${role}@example.com`, name: null, locale: null, by: 'test' });
    await giveStaffRole(orm, { person: id, program: null, role }, 'test');
    const { text } = await issuePersonToken(orm, { person: id, name: 'test', expiresAt: null, by: 'test' });
    return { id, authorization: `Bearer ${text}` };
  }

  async function post(path: string, { authorization }: Staff, body: object, headers: object = {}) {
    const response = await fetch(`${service.url}/v1/programs/${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  const adjustment = { adjustment: 'bonus-1', partner: 'alder', currency: 'USD', amount: 1_250, reason: 'March' };

  it('are facts with the person as by, at the time of the program’s clock', async () => {
    const { status, body } = await post('plixo/adjustments', finance, adjustment);
    expect({ status, verdict: body['verdict'] }).toEqual({ status: 200, verdict: 'accepted' });
    const entries = service.runtime.entries.map((entry) =>
      JSON.stringify(entry, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    );
    const recorded = entries.find((entry) => entry.includes('ledger/desk'));
    expect(recorded).toContain('"type":"adjustment.posted"');
    expect(recorded).toContain('2026-01-05T12:00:00.001Z');
  });

  it('the same key with the same body does nothing again; another body is another fact, which the gate judges', async () => {
    const key = { 'idempotency-key': 'k-1' };
    const once = { ...adjustment, adjustment: 'bonus-2' };
    const first = await post('plixo/adjustments', finance, once, key);
    expect(await post('plixo/adjustments', finance, once, key)).toEqual(first);
    const other = await post('plixo/adjustments', finance, { ...once, amount: 99 }, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'adjustment_conflict' } });
  });

  it('what the gate rejects is answered with its code, and is kept', async () => {
    const unknown = await post('plixo/partners/nobody/suspend', manager, { reason: 'x' });
    expect(unknown).toMatchObject({ status: 422, body: { code: 'unknown_partner' } });
    expect(await post('plixo/partners/alder/tier', manager, { tier: 'gold' })).toMatchObject({
      status: 422,
      body: { code: 'not_in_program' },
    });
    expect((await post('nowhere/partners/alder/suspend', manager, {})).status).toBe(404);
  });

  it('a field too much, too little or of the wrong kind is 400, and names it', async () => {
    const wrong = await post('plixo/adjustments', finance, { ...adjustment, amount: '12.50', by: 'me' });
    expect(wrong.status).toBe(400);
    const fields = (wrong.body['errors'] as { field: string }[]).map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['amount', 'body']));
  });

  it('take the right of their row, and name it to who has it not', async () => {
    const refused = await post('plixo/adjustments', manager, adjustment);
    expect(refused).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('post-adjustments') as string },
    });
    expect((await post('plixo/partners/alder/suspend', finance, {})).status).toBe(403);
    expect((await post('plixo/payouts/po-1/approve', finance, {})).status).toBe(403);
  });

  it('are written down without what may tell of a person', async () => {
    await post('plixo/partners/alder/suspend', manager, { reason: 'Anna Alder told us so' });
    const rows: { principal: string; state_after: object }[] = await service.api.query(
      'SELECT principal, state_after FROM desk.audit_entries ORDER BY number DESC LIMIT 1',
    );
    expect(rows).toEqual([{ principal: manager.id, state_after: { partner: 'alder', reason: '…', by: '…' } }]);
  });

  it('have a name and a path of their own each', () => {
    expect(new Set(STAFF_ACTIONS.map(({ name }) => name)).size).toBe(STAFF_ACTIONS.length);
    expect(new Set(STAFF_ACTIONS.map(({ path }) => path)).size).toBe(STAFF_ACTIONS.length);
  });
});
