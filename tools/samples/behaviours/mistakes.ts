import { plusDays, type Instant } from '@ledger/kernel/instant';
import type { PlannedEvent } from '@tools/histories/history';
import type { EventData } from '@tools/histories/ledger-event-json';
import { plusMinutes } from '@tools/histories/times';
import type { Scene } from '../scene';

/** A service retries: the same event arrives once more, a few minutes later. */
export function sendTwice(scene: Scene, event: PlannedEvent): PlannedEvent {
  return scene.history.repeat(event, plusMinutes(event.arrives, scene.random.integer(1, 30)));
}

/** A service gives an id that it has used already to something else. */
export function sendOtherContentUnderItsId(scene: Scene, event: PlannedEvent, change: EventData): PlannedEvent {
  return scene.history.reuseId(
    event,
    { ...event.data, ...change },
    plusMinutes(event.arrives, scene.random.integer(31, 90)),
  );
}

/** A document (invoice, refund, dispute, lead, deal) is reported again under another event id, perhaps with changes. */
export function reportAgain(
  scene: Scene,
  event: PlannedEvent,
  daysAfter: number,
  change: EventData = {},
): PlannedEvent {
  return scene.history.plan(event.type, plusDays(event.time, daysAfter), { ...event.data, ...change });
}

/** Twenty percent written as `20`: refused, because it could only be meant otherwise. */
export function writePercentAsWholeNumber(scene: Scene, partner: string, time: Instant): PlannedEvent {
  return scene.history.plan('partner.rate_set', time, { partner, rate: '20', by: 'channel-lead' });
}

/** An amount with decimals, as a spreadsheet exports it. */
export function writeAmountWithDecimals(scene: Scene, customer: string, time: Instant): PlannedEvent {
  const lines = [{ line: '1', kind: 'subscription', amount: 499.5, interval: 'month' }];
  return scene.history.plan('invoice.paid', time, {
    invoice: `import-${customer}`,
    customer,
    currency: 'USD',
    lines,
  });
}

/** A time in the sender's own zone instead of UTC. */
export function writeLocalTime(scene: Scene, customer: string, date: string, arrives: Instant): PlannedEvent {
  return scene.history.planWithTime('customer.activated', `${date}T09:30:00+02:00`, { customer }, arrives);
}

/** A field that must be there is not. */
export function forgetTheCustomer(scene: Scene, time: Instant): PlannedEvent {
  return scene.history.plan('customer.activated', time, { comment: 'customer number to follow' });
}

/** An event type that nobody has agreed on. */
export function sendUnknownType(scene: Scene, customer: string, time: Instant): PlannedEvent {
  return scene.history.plan('customer.upgraded', time, { customer, plan: 'enterprise' });
}

/** Something happens to a partner that was never here. */
export function suspendAStranger(scene: Scene, time: Instant): PlannedEvent {
  return scene.history.plan('partner.suspended', time, { partner: 'nobody-we-know', by: 'partner-desk' });
}

/** A code that is another partner's already. */
export function takeACodeInUse(scene: Scene, partner: string, code: string, time: Instant): PlannedEvent {
  return scene.history.plan('link.created', time, { partner, code });
}

/** An event type that exists, but not for this program's terms. */
export function sendWhatTheTermsHaveNoUseFor(scene: Scene, type: string, data: EventData, time: Instant): PlannedEvent {
  return scene.history.plan(type, time, data);
}
