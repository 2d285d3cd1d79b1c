import type { CalendarDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { OpenPayout } from '../sender/open-payout';
import type { LedgerId, TransferGroup } from '../sending/payout-order';
import { transferGroup } from '../sending/payout-keys';
import type { Sending } from '../sending/sending';
import type { Debtor, Payee } from './bank-party';
import type { BatchContent, Payment } from './batch-content';
import { isInSepa } from './check-account';
import { endToEndId } from './end-to-end-id';

/** A payout by hand that waits, and to whom it goes. */
export interface Candidate {
  /** Under which its keys are. */
  readonly ledger: LedgerId;
  readonly payout: OpenPayout;
  readonly sending: Sending;
  readonly payeeId: string;
  /** null: nobody entered it. */
  readonly payee: Payee | null;
  /** Why no batch takes it to the account of its payee now. */
  readonly waits: readonly string[];
}

/** A payout that no batch takes yet. */
export interface LeftOut {
  readonly payout: OpenPayout;
  readonly payeeId: string;
  readonly missing: readonly string[];
  /** What else it waits for, in words. */
  readonly waits: readonly string[];
}

/** Payouts in no batch, of one currency, that go into the next; and those that lack something. */
export interface BatchPlan {
  readonly currency: string;
  readonly payments: readonly (Payment & { readonly attempt: number; readonly group: TransferGroup })[];
  readonly leftOut: readonly LeftOut[];
}

/** Which payouts go into the next batches: one for each currency. */
export function planBatches(candidates: readonly Candidate[]): readonly BatchPlan[] {
  const waiting = candidates.filter(({ sending }) => isInNoBatch(sending));
  const currencies = [...new Set(waiting.map(({ payout }) => payout.currency))].sort();
  return currencies.map((currency) => {
    const mine = waiting.filter(({ payout }) => payout.currency === currency);
    const judged = mine.map((candidate) => ({ candidate, missing: missingOf(candidate), waits: candidate.waits }));
    return {
      currency,
      payments: judged.flatMap(({ candidate, missing, waits }) =>
        missing.length + waits.length === 0 ? [paymentOf(candidate)] : [],
      ),
      leftOut: judged.flatMap(({ candidate: { payout, payeeId }, missing, waits }) =>
        missing.length + waits.length === 0 ? [] : [{ payout, payeeId, missing, waits }],
      ),
    };
  });
}

/** What the file of a planned batch says. */
export function contentOf(
  { currency, payments }: BatchPlan,
  debtor: Debtor,
  made: { readonly messageId: string; readonly madeAt: Instant; readonly executeOn: CalendarDate },
): BatchContent {
  return { ...made, program: debtor.program, currency, debtor, payments };
}

/** Whether the sending of a payout is where another batch may take it. */
export function isInNoBatch({ state }: Sending): boolean {
  return state.name === 'NEW' || state.name === 'REFUSED' || state.name === 'ALLOWED';
}

/** What a payee lacks for a payment. */
function missingOf({ payee, payout: { currency } }: Candidate): readonly string[] {
  if (payee === null) return ['the payee'];
  const { address, bic, iban } = payee;
  return [
    ...(address.town === null ? ['town'] : []),
    ...(address.country === null ? ['country'] : []),
    ...(bic === null && !(currency === 'EUR' && isInSepa(iban)) ? ['BIC (needed but for euros within SEPA)'] : []),
  ];
}

function paymentOf({ payout: open, sending, payee, payeeId, ledger }: Candidate): BatchPlan['payments'][number] {
  const { payout, program, partner, netMinor: amountMinor } = open;
  const attempt = (sending.attempt?.number ?? 0) + 1;
  if (payee === null) throw new RangeError(`${payout}: nobody to pay`);
  const group = transferGroup({ ledger, program, payout });
  return {
    payout,
    partner,
    payeeId,
    attempt,
    group,
    endToEndId: endToEndId(payout, group, attempt),
    amountMinor,
    payee,
  };
}
