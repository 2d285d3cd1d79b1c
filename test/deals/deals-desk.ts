import request, { type Response } from 'supertest';
import { addPerson } from '@ledger/desk/people/add-person';
import { addMember } from '@ledger/desk/people/memberships';
import { issuePersonToken } from '@ledger/desk/people/person-tokens';
import type { StaffRole } from '@ledger/desk/people/roles';
import { giveStaffRole } from '@ledger/desk/people/staff-roles';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { makeTrial, type LedgerTrial } from '@ledger/runner/trial/make-trial';
import type { StartedService } from '@ledger/service-kit/testing/start-service';

type Method = 'get' | 'post';

/** A person who asks for things; the answer's status and body. */
export interface Asks {
  (method: Method, path: string, body?: object): Promise<Pick<Response, 'status' | 'body'>>;
  /** The value of a header `Authorization`. */
  readonly token: string;
}

let persons = 0;

async function person(service: StartedService): Promise<{ id: string; asks: Asks }> {
  const { manager } = service.api;
  const email = `p${(persons += 1)}@people.example`;
  const { id } = await addPerson(manager, { email, name: 'Pat', locale: null, by: 'test' });
  const { text } = await issuePersonToken(manager, { person: id, name: 'test', expiresAt: null, by: 'test' });
  const token = `Bearer ${text}`;
  const ask = async (method: Method, path: string, body?: object) => {
    const asked = request(service.url)[method](path).set('Authorization', token);
    const { status, body: answer } = await (body === undefined ? asked : asked.send(body));
    return { status, body: answer };
  };
  return { id, asks: Object.assign(ask, { token }) };
}

/** Somebody of the staff, with one role for all programs. */
export async function staff(service: StartedService, role: StaffRole): Promise<Asks> {
  const { id, asks } = await person(service);
  await giveStaffRole(service.api.manager, { person: id, program: null, role }, 'test');
  return asks;
}

/** The owner of a partner. */
export async function owner(service: StartedService, program: string, partner: string): Promise<Asks> {
  const { id, asks } = await person(service);
  await addMember(service.api.manager, { person: id, program, partner, role: 'owner' }, 'test');
  return asks;
}

/** A trial on the log of a service of specs. */
export function trialOn(service: () => StartedService): LedgerTrial {
  const [programs, concealer] = [loadTerms(presetPaths()), new PersonalDataConcealer(Buffer.alloc(32))];
  return (values, signal) =>
    makeTrial({ store: service().runtime.store, concealer, programs, wallClock: null }, values, signal);
}

let events = 0;

/** An event of a program. */
export function event(program: string, time: string, type: string, data: object): object {
  const id = `e${(events += 1)}`;
  return { specversion: '1.0', id, source: 'test', type, time: `${time}:00Z`, program, data };
}

/** A partner of a program that was approved. */
export function approved(program: string, partner: string, time = '2026-01-01T00:00'): object[] {
  const met = (requirement: string) => event(program, time, 'partner.requirement_met', { partner, requirement });
  return [
    event(program, time, 'partner.applied', { partner, type: 'partner', name: partner, email: `${partner}@x.example` }),
    ...(program === 'three-tier' ? [met('agreement'), met('onboarding')] : []),
    event(program, time, 'partner.approved', { partner }),
  ];
}

/** The same, raised to the tier `solution`. */
export function solution(partner: string, time = '2026-01-01T00:00'): object[] {
  const met = (requirement: string) => event('three-tier', time, 'partner.requirement_met', { partner, requirement });
  const joint = (n: number) =>
    event('three-tier', time, 'joint_customer.recorded', { partner, customer: `${partner}-joint-${n}` });
  return [
    ...approved('three-tier', partner, time),
    ...['dedicated_contact', 'quarterly_review', 'integration_live', 'co_marketing'].map(met),
    ...Array.from({ length: 10 }, (_, n) => joint(n)),
    event('three-tier', time, 'partner.tier_set', { partner, tier: 'solution' }),
  ];
}
