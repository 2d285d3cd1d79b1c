import type { Instant } from '@ledger/kernel/instant';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { railAtHand } from '@ledger/hosting/rails/rails-at-hand';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { ledgerIdAt } from '@ledger/rails/desk/ledger-id';
import { PostgresBodySeal } from '@ledger/rails/desk/postgres-body-seal';
import { PostgresSettledTransfers } from '@ledger/rails/desk/postgres-settled-transfers';
import { concealPerson } from '@ledger/rails/log/conceal-person';
import { EventStoreSendingLog } from '@ledger/rails/log/event-store-sending-log';
import { findDestination } from '@ledger/rails/sender/find-destination';
import type { OpenPayout } from '@ledger/rails/sender/open-payout';
import { OpenPayouts } from '@ledger/rails/sender/open-payouts';
import { settlingOnce } from '@ledger/rails/sender/settling-once';
import { takePersonsWord } from '@ledger/rails/sender/take-persons-word';
import type { PersonsWord, WordRefused } from '@ledger/rails/sending/heed-person';
import type { PayoutOrder } from '@ledger/rails/sending/payout-order';
import type { TransferId } from '@ledger/rails/sending/transfer';
import { noSuchProgram } from '../../no-such-program';
import { termsShown } from '../terms/terms-of-ledger';
import { withReadModels } from '../with-read-models';
import { clockOfSender } from './clock-of-sender';

export interface ResolveFlags {
  readonly data: string;
  readonly program: string;
  readonly paid?: string;
  readonly notPaid?: string;
  readonly sendAnew?: boolean;
  readonly by: string;
  readonly evidence: string;
}

const REFUSED: Readonly<Record<WordRefused | 'overtaken', string>> = {
  not_waiting_for_a_person: 'it does not wait for a person',
  too_early: 'a request for it may still take effect: wait a quarter of an hour after the last one',
  rail_does_not_say: 'the rail could not be asked, or did not tell all: try again later',
  transfer_stands: 'the rail shows a transfer for it',
  transfer_does_not_pay: 'the rail shows no such transfer for it, or one of another amount, currency or account',
  overtaken: 'somebody else went on with it at this moment: look at it again',
};

/** Takes the word of a person about a payout that waits for one, where the rail does not speak against it. */
export async function resolvePayout(payout: string, flags: ResolveFlags): Promise<void> {
  const word = wordIn(flags);
  await withReadModels(flags.data, async (ledger) => {
    const { programs, clocks } = await termsShown(ledger);
    const { program } = flags;
    if (!programs.has(program)) throw noSuchProgram(program, programs.keys());
    const open = await openPayout(ledger, program, payout);
    const now = await clockOfSender(ledger, clocks.get(program) ?? null);
    const refused = await tell(ledger, open, { word, ...flags, now });
    if (refused !== null) throw new UserError(`${payout} of ${program} stays as it is: ${REFUSED[refused]}`);
    say(`${payout} of ${program}: recorded; the ledger that runs goes on with it within a minute`);
  });
}

async function tell(
  ledger: OpenLedger,
  open: OpenPayout,
  said: Pick<ResolveFlags, 'by' | 'evidence'> & { readonly word: PersonsWord; readonly now: Instant },
) {
  const { store, pool, personalData, concealer, settings, dataDir } = ledger;
  const { word, by, evidence, now } = said;
  const rail = await railAtHand(open.rail, dataDir, settings.rails);
  const log = new EventStoreSendingLog(store, new PostgresBodySeal(pool));
  const order = await orderOf(ledger, open);
  const person = await concealPerson({ by, evidence }, concealer, personalData);
  const tools = {
    rail,
    log: settlingOnce(log, open.rail, new PostgresSettledTransfers(pool)),
    times: rail.times,
    clock: () => now,
  };
  return takePersonsWord(order, { word, person }, tools);
}

async function orderOf({ store, personalData, pool }: OpenLedger, open: OpenPayout): Promise<PayoutOrder> {
  const { program, payout, netMinor: amountMinor, currency } = open;
  const destination = await findDestination(open, { store, personalData });
  return { ledger: await ledgerIdAt(pool, open.madeAt), program, payout, destination, amountMinor, currency };
}

async function openPayout({ store }: OpenLedger, program: string, payout: string): Promise<OpenPayout> {
  const payouts = new OpenPayouts(store);
  await payouts.follow(() => Promise.resolve([program]));
  const open = payouts.all.find((each) => each.payout === payout);
  if (open === undefined) throw new UserError(`${payout} of ${program} is not in transit: there is nothing to decide`);
  return open;
}

function wordIn({ paid, notPaid, sendAnew = false }: ResolveFlags): PersonsWord {
  const words: PersonsWord[] = [
    ...(paid === undefined ? [] : [{ says: 'paid' as const, transfer: paid as TransferId }]),
    ...(notPaid === undefined ? [] : [{ says: 'not_paid' as const, code: notPaid }]),
    ...(sendAnew ? [{ says: 'send_anew' as const }] : []),
  ];
  const [word, another] = words;
  if (word !== undefined && another === undefined) return word;
  throw new UserError('say one of --paid TRANSFER, --not-paid CODE and --send-anew');
}
