import type { TrialAnswerDto, TriedEventDto } from '@apps/referral-intake/trial/trial-answer.dto';
import { formatMoney } from '@ledger/documents/money-text';
import { textTable } from '@ledger/documents/text-table';

/** A table of what follows: its title, its columns, and its rows of one event. */
interface Following {
  readonly title: string;
  readonly head: readonly string[];
  readonly right?: readonly string[];
  readonly rows: (event: TriedEventDto) => readonly (readonly string[])[];
}

const MONEY = ['base', 'rate', 'amount', 'gross', 'fee', 'withheld', 'net', 'lines'];

const FOLLOWING: readonly Following[] = [
  {
    title: 'lines that would be posted',
    head: ['partner', 'customer', 'invoice', 'line', 'reason', 'currency', 'base', 'rate', 'amount', 'cause'],
    rows: ({ lines }) =>
      lines.map(({ partner, customer, invoice, line, reason, currency, baseMinor, rate, amountMinor, cause }) => [
        partner,
        customer ?? '',
        invoice ?? '',
        line,
        reason,
        currency,
        money(baseMinor, currency),
        rate ?? '',
        money(amountMinor, currency),
        cause,
      ]),
  },
  {
    title: 'payouts that would change',
    head: ['payout', 'partner', 'state', 'rail', 'currency', 'gross', 'fee', 'withheld', 'net', 'lines'],
    rows: ({ payouts }) =>
      payouts.map(({ payout, partner, state, rail, currency, lines, ...amounts }) => [
        payout,
        partner,
        state,
        rail ?? '',
        currency,
        ...[amounts.grossMinor, amounts.feeMinor, amounts.withheldMinor, amounts.netMinor].map((amountMinor) =>
          money(amountMinor, currency),
        ),
        lines?.toString() ?? '',
      ]),
  },
  {
    title: 'credits as they would stand',
    head: ['customer', 'settled', 'credits'],
    rows: ({ credits }) =>
      credits.map(({ customer, settledAt, credits: each }) => [
        customer,
        settledAt ?? 'not yet',
        each
          .map(({ partner, role, weight }) => `${partner} (${weight === null ? role : `${role}, ${weight}`})`)
          .join(', '),
      ]),
  },
  {
    title: 'nothing would be posted for',
    head: ['invoice', 'line', 'customer', 'partner', 'why'],
    rows: ({ nothing }) =>
      nothing.map(({ invoice, line, customer, partner, reason }) => [invoice, line, customer, partner ?? '', reason]),
  },
];

/** A trial for a reader: the verdicts, and what would follow from which event. */
export function trialTable({ position, events }: TrialAnswerDto): string {
  const verdicts = textTable(
    ['event', 'program', 'verdict', 'why'],
    events.map(({ id, program, verdict, code, detail }) => [id, program, verdict, why(code, detail)]),
  );
  const following = FOLLOWING.flatMap((each) => tableOf(each, events));
  const leftOff = events.reduce((sum, event) => sum + event.leftOff, 0);
  return [
    `a trial on the log up to position ${position}: nothing was recorded`,
    verdicts,
    ...following,
    ...(leftOff > 0 ? [`  … and ${leftOff} more that a trial does not show`] : []),
  ].join('\n');
}

function tableOf({ title, head, rows }: Following, events: readonly TriedEventDto[]): string[] {
  const all = events.flatMap((event) => rows(event).map((row) => [event.id, ...row]));
  return all.length === 0 ? [] : ['', title, textTable(['event', ...head], all, { right: MONEY })];
}

function why(code: string | undefined, detail: string | undefined): string {
  return code === undefined ? '' : `${code} (${detail ?? ''})`;
}

function money(amountMinor: string | null, currency: string): string {
  return amountMinor === null ? '' : formatMoney(BigInt(amountMinor), currency);
}
