import type { Instant } from '@ledger/kernel/instant';
import type { Arrives, PlannedEvent } from '@tools/histories/history';
import type { MinorUnits } from '@tools/histories/ledger-event-json';
import type { Scene } from '../scene';
import type { Invoice } from './invoices';

/** Gives back part of an invoice without saying of which lines. */
export function refundAmount(
  scene: Scene,
  invoice: Invoice,
  time: Instant,
  amount: MinorUnits,
  how: Arrives = {},
): PlannedEvent {
  return scene.history.plan(
    'payment.refunded',
    time,
    { refund: scene.next('refund'), invoice: invoice.invoice, amount },
    how,
  );
}

/** Gives back amounts of named lines. */
export function refundLines(
  scene: Scene,
  invoice: Invoice,
  time: Instant,
  amounts: Readonly<Record<string, MinorUnits>>,
): PlannedEvent {
  const lines = Object.entries(amounts).map(([line, amount]) => ({ line, amount }));
  return scene.history.plan('payment.refunded', time, {
    refund: scene.next('refund'),
    invoice: invoice.invoice,
    lines,
  });
}

/** Gives back all that was paid. */
export function refundAll(scene: Scene, invoice: Invoice, time: Instant): PlannedEvent {
  const amount = invoice.lines.reduce((sum, line) => sum + line.amount, 0);
  return refundAmount(scene, invoice, time, amount);
}

/** The customer's bank disputes the payment; answers the dispute's id for its end. */
export function openDispute(scene: Scene, invoice: Invoice, time: Instant): string {
  const dispute = scene.next('dispute');
  scene.history.plan('dispute.opened', time, { dispute, invoice: invoice.invoice });
  return dispute;
}

/** The dispute ends: won (by the seller) or lost. */
export function closeDispute(
  scene: Scene,
  dispute: string,
  invoice: Invoice,
  time: Instant,
  outcome: 'won' | 'lost',
): PlannedEvent {
  return scene.history.plan('dispute.closed', time, { dispute, invoice: invoice.invoice, outcome });
}
