import { SERVICE_MODULES } from '@apps/ledger/services';
import { issuePartnerToken } from '@ledger/desk/partner-tokens/partner-tokens';
import { addPerson } from '@ledger/desk/people/add-person';
import { addMember } from '@ledger/desk/people/memberships';
import { issuePersonToken } from '@ledger/desk/people/person-tokens';
import { TOKEN_SCOPES, type PartnerRole, type StaffRole, type TokenScope } from '@ledger/desk/people/roles';
import { giveStaffRole } from '@ledger/desk/people/staff-roles';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { testEvent, twoPrograms } from '@ledger/service-kit/testing/two-programs';

/** All services on one database, with partners of plixo (p, q) and of odoopbx (`ref`, who sees no names). */
export interface Place {
  readonly service: StartedService;
  /** The value of `Authorization` of a person of a partner … */
  person(program: string, partner: string, role?: PartnerRole): Promise<string>;
  /** … of one of the staff … */
  staff(role: StaffRole, program?: string): Promise<string>;
  /** … and of a partner's machine. */
  machine(program: string, partner: string, scopes?: readonly TokenScope[]): Promise<string>;
  ask(method: string, path: string, authorization: string, body?: object, more?: object): Promise<Answered>;
}

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

/** A referral whose customers it must not know. */
export const HIDDEN = { customer: 'secret-customer', email: 'boss@secret.example', company: 'Secret Company' };

export async function openPlace(settings: object = {}): Promise<Place> {
  const service = await startService(SERVICE_MODULES, { settings });
  await service.feed([...twoPrograms(), ...referral(), ...deals()]);
  const { manager } = service.api;
  let people = 0;
  const tokenOf = async (join: (person: string) => Promise<void>) => {
    people += 1;
    const person = await addPerson(manager, { email: `p${people}@example.com`, name: null, locale: null, by: 'test' });
    await join(person.id);
    const token = { person: person.id, name: 'test', expiresAt: null, by: 'test' };
    return `Bearer ${(await issuePersonToken(manager, token)).text}`;
  };
  return {
    service,
    person: (program, partner, role = 'owner') =>
      tokenOf((person) => addMember(manager, { person, program, partner, role }, 'test')),
    staff: (role, program) =>
      tokenOf((person) => giveStaffRole(manager, { person, program: program ?? null, role }, 'test')),
    machine: async (program, partner, scopes = TOKEN_SCOPES) => {
      const token = { program, partner, scopes, name: 'machine', expiresInDays: 30, by: 'test' };
      return `Bearer ${(await issuePartnerToken(manager, token)).text}`;
    },
    ask: async (method, path, authorization, body, more = {}) => {
      const headers = { 'content-type': 'application/json', ...(authorization && { authorization }), ...more };
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${service.url}${path}`, { method, headers, redirect: 'manual', ...sent });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') === true;
      const parsed = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
      return { status: response.status, text, body: parsed, headers: response.headers };
    },
  };
}

/** In plaidcloud p and q are partners too, and p has registered a deal; in plixo it has a lead. */
function deals(): readonly object[] {
  const plaidcloud = (time: string, type: string, data: object) => testEvent('plaidcloud', time, type, data);
  const join = (partner: string) => [
    plaidcloud('2026-01-01', 'partner.applied', { partner, type: 'partner' }),
    plaidcloud('2026-01-02', 'partner.approved', { partner }),
  ];
  const deal = { deal: 'deal-of-p', partner: 'p', customer: 'd', firstContactAt: '2026-01-03T00:00:00Z' };
  return [
    ...join('p'),
    ...join('q'),
    plaidcloud('2026-01-04', 'deal.registered', { ...deal, relationship: 'current' }),
    testEvent('plixo', '2026-01-06', 'referral.submitted', {
      referral: 'lead-of-p',
      partner: 'p',
      email: 'x@y.example',
    }),
  ];
}

function referral(): readonly object[] {
  const odoopbx = (time: string, type: string, data: object) => testEvent('odoopbx', time, type, data);
  const { customer, email, company } = HIDDEN;
  return [
    odoopbx('2026-01-01', 'partner.enrolled', { partner: 'ref', type: 'referral', email: 'ref@example.com' }),
    odoopbx('2026-01-02', 'link.created', { partner: 'ref', code: 'code-ref' }),
    odoopbx('2026-01-03', 'customer.signed_up', { customer, referralCode: 'code-ref', email, company }),
    odoopbx('2026-01-05', 'customer.activated', { customer }),
    odoopbx('2026-01-10', 'invoice.paid', {
      ...{ invoice: 'o1', customer, currency: 'EUR' },
      lines: [{ line: 'l1', kind: 'subscription', amount: 100_000 }],
    }),
    odoopbx('2026-03-01', 'clock.advanced', {}),
  ];
}
