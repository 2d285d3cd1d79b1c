import { parseMonth } from '@ledger/kernel/calendar';
import { parseInstant, type Instant } from '@ledger/kernel/instant';
import type { EventType } from '@ledger/contracts/event-types';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import type { FactRow } from '../rows';
import type { RowChange } from './row-change';

type Fields = Readonly<Record<string, unknown>>;
type ChangesOf = (fact: FactRow, data: Fields, eventType: string) => readonly RowChange[];

/**
 * What an accepted fact itself adds to the lists: what the stages decide on it tells nothing of what never came. `event`
 * is the fact as the log keeps it, in the present version of its type, without personal values.
 */
export function changesOfFact({ seq, source, id, eventType }: Arrival, event: Fields): readonly RowChange[] {
  const changesOf = CHANGES[eventType as EventType];
  if (changesOf === undefined) return [];
  return changesOf({ seq, source, id, at: timeIn(event, 'time') }, event['data'] as Fields, eventType);
}

const invoiceCame: ChangesOf = (fact, data) => [
  { change: 'invoice-came', row: { ...fact, invoice: text(data, 'invoice'), customer: text(data, 'customer') } },
];

const takeback =
  (about: string): ChangesOf =>
  (fact, data, eventType) => {
    const invoice = textOrNull(data, 'invoice') ?? '';
    return [{ change: 'takeback', row: { ...fact, eventType, about: text(data, about), invoice } }];
  };

/** For every type that a list is made from. */
const CHANGES: Partial<Record<EventType, ChangesOf>> = {
  'invoice.issued': invoiceCame,
  'invoice.paid': invoiceCame,
  'invoice.voided': takeback('invoice'),
  'payment.refunded': takeback('refund'),
  'payment.refund_failed': takeback('refund'),
  'dispute.opened': takeback('dispute'),
  'dispute.closed': takeback('dispute'),
  'customer.signed_up': (fact, data) => {
    const [code, clickId] = [textOrNull(data, 'referralCode'), textOrNull(data, 'clickId')];
    if (code === null && clickId === null) return [];
    return [{ change: 'sign-up-code', row: { ...fact, customer: text(data, 'customer'), code, clickId } }];
  },
  'attribution.overridden': (fact, data) => {
    const fromAt = textOrNull(data, 'from') === null ? null : timeIn(data, 'from');
    const [customer, by, evidenceRef] = [text(data, 'customer'), text(data, 'by'), text(data, 'evidence')];
    return [{ change: 'override', row: { ...fact, customer, by, evidenceRef, fromAt } }];
  },
  'period.closed': (fact, data) => {
    const month = parseMonth(text(data, 'period'));
    return month === null ? [] : [{ change: 'month-closed', row: { ...fact, month, by: textOrNull(data, 'by') } }];
  },
};

function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new TypeError(`a fact was accepted without ${name}`);
  return value;
}

function textOrNull(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
}

function timeIn(fields: Fields, name: string): Instant {
  const at = parseInstant(text(fields, name));
  if (at === null) throw new TypeError(`a fact was accepted whose ${name} is no time`);
  return at;
}
