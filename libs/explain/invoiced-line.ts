import { amountMinor } from '@ledger/kernel/money';
import type { Interval, LineKind } from '@ledger/program/terms';
import type { ToldFact } from './dossier';

interface ToldLine {
  readonly line: string;
  readonly kind: LineKind;
  readonly amount: number;
  readonly interval?: Interval;
  readonly periodStart?: string;
  readonly periodEnd?: string;
}

/** The lines of an invoice's event, in its order. */
export function invoicedLines(earning: ToldFact): readonly string[] {
  return linesOf(earning).map(({ line }) => line);
}

/** A line of an invoice as its event tells it; null: it has no such line. */
export function invoicedLine(earning: ToldFact, line: string) {
  const told = linesOf(earning).find((each) => each.line === line);
  if (told === undefined) return null;
  const { kind, interval = null, periodStart: start, periodEnd: end } = told;
  const amount = { minor: amountMinor(told.amount), currency: String(earning.data['currency']) };
  return { kind, interval, amount, period: start === undefined || end === undefined ? null : { start, end } };
}

/** An accepted event fits its schema. */
function linesOf({ data }: ToldFact): readonly ToldLine[] {
  return (data['lines'] ?? []) as readonly ToldLine[];
}
