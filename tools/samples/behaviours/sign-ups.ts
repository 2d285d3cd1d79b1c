import type { Instant } from '@ledger/kernel/instant';
import type { Arrives, PlannedEvent } from '@tools/histories/history';
import type { CustomerIdentity } from '../fictional-directory';
import type { Scene } from '../scene';

/** Where a sign-up came from: a code typed in, a click on a link, both, or nobody. */
export interface SignUpOrigin {
  readonly referralCode?: string;
  readonly clickId?: string;
}

/** A customer signs up. */
export function signUp(
  scene: Scene,
  who: CustomerIdentity,
  time: Instant,
  origin: SignUpOrigin = {},
  how: Arrives = {},
): PlannedEvent {
  return scene.history.plan('customer.signed_up', time, { ...who, ...origin }, how);
}

/** The customer goes live: a logo won, a tenant onboarded. */
export function activate(scene: Scene, customer: string, time: Instant, how: Arrives = {}): PlannedEvent {
  return scene.history.plan('customer.activated', time, { customer }, how);
}

/** The activation turns out to have been none. */
export function voidActivation(scene: Scene, customer: string, time: Instant, reason: string): PlannedEvent {
  return scene.history.plan('customer.activation_voided', time, { customer, reason });
}

/** The deal with the customer is closed on paper. */
export function signContract(
  scene: Scene,
  customer: string,
  time: Instant,
  currency: string,
  value: number,
): PlannedEvent {
  return scene.history.plan('contract.signed', time, { customer, currency, value });
}

/** The customer leaves. It comes back by being activated again. */
export function churn(scene: Scene, customer: string, time: Instant, reason: string, how: Arrives = {}): PlannedEvent {
  return scene.history.plan('customer.churned', time, { customer, reason }, how);
}
