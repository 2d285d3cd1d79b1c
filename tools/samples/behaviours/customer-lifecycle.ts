import { plusDays, type Instant } from '@ledger/kernel/instant';
import type { PlannedEvent } from '@tools/histories/history';
import { at, daysLater } from '@tools/histories/times';
import type { CustomerIdentity, PartnerIdentity } from '../fictional-directory';
import type { Scene } from '../scene';
import { billPlan, type Invoice, type Plan } from './invoices';
import { click } from './links-and-clicks';
import { activate, signUp, type SignUpOrigin } from './sign-ups';

/** A partner together with what it gives to its customers. */
export interface PartnerWithCode extends PartnerIdentity {
  readonly code: string;
}

/** How a customer came, what it bought and when it went live. */
export interface Sale {
  readonly signedUpOn: string;
  /** The code it typed in, or the link that it clicked a few days before; nothing: it came by itself. */
  readonly code?: string;
  readonly clickedDaysBefore?: number;
  /** Days from the sign-up to the activation; null: it is never activated. */
  readonly activatedAfterDays?: number | null;
  readonly plan: Omit<Plan, 'customer' | 'startsOn'>;
}

/** A customer with all that it was billed in the year. */
export interface Won {
  readonly identity: CustomerIdentity;
  readonly customer: string;
  readonly signedUp: PlannedEvent;
  readonly invoices: readonly Invoice[];
}

/** The invoice of the given period, from 0. Throws where the year is too short for it. */
export function invoiceOf(won: Won, period: number): Invoice {
  const invoice = won.invoices[period];
  if (invoice === undefined) throw new Error(`${won.customer} has no invoice for period ${period}`);
  return invoice;
}

/** A customer signs up, goes live some days later and is billed from then on. */
export function sell(scene: Scene, sale: Sale, identity: CustomerIdentity = scene.directory.customer()): Won {
  const signedUpAt = scene.on(sale.signedUpOn);
  const signedUp = signUp(scene, identity, signedUpAt, originOf(scene, sale, signedUpAt));
  const days = sale.activatedAfterDays === undefined ? scene.random.integer(1, 5) : sale.activatedAfterDays;
  const startsOn = daysLater(sale.signedUpOn, days ?? 3);
  if (days !== null) activate(scene, identity.customer, at(startsOn, '05:30'));
  const invoices = billPlan(scene, { ...sale.plan, customer: identity.customer, startsOn });
  return { identity, customer: identity.customer, signedUp, invoices };
}

function originOf(scene: Scene, sale: Sale, signedUpAt: Instant): SignUpOrigin {
  if (sale.code === undefined) return {};
  if (sale.clickedDaysBefore === undefined) return { referralCode: sale.code };
  return { clickId: click(scene, plusDays(signedUpAt, -sale.clickedDaysBefore), sale.code) };
}
