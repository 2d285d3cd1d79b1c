import { formatInstant, instant } from '@ledger/kernel/instant';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { recoveriesOf } from '@ledger/hosting/rails/recoveries-of';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { PostgresSettledTransfers } from '@ledger/rails/desk/postgres-settled-transfers';
import type { EarlierTransfer } from '@ledger/rails/recovery/earlier-transfers';
import type { TransferId } from '@ledger/rails/sending/transfer';
import { recordFact } from '../record-fact';
import { termsShown, type TermsOfLedger } from '../terms/terms-of-ledger';
import { withReadModels } from '../with-read-models';
import { reviewRails } from './review-rails';

/** Under which source this command says that a transfer paid a payout. */
const SOURCE = 'ledger/recover';

interface Decision {
  readonly as: 'payment' | 'other';
  readonly rail: string;
  readonly by: string;
  readonly evidence: string;
}

/** Takes a person's word about a transfer of an earlier epoch: what paid a payout is told to the ledger as a fact. */
export async function decideOnTransfer(data: string, id: string, decision: Decision): Promise<void> {
  const { rail, as, by, evidence } = decision;
  await withReadModels(data, async (ledger) => {
    const recoveries = await recoveriesOf(ledger);
    if ((await recoveries.open()) === null) throw new UserError('no restore waits for decisions: see ledger recover');
    const terms = await termsShown(ledger);
    const reviews = await reviewRails(ledger, recoveries, [...terms.programs.keys()]);
    const found = reviews.find((each) => each.rail === rail)?.found?.find(({ transfer }) => transfer.id === id);
    if (found === undefined) {
      throw new UserError(`${rail} shows no transfer ${JSON.stringify(id)} to decide on: ledger recover lists them`);
    }
    if (as === 'other') refuseOther(found);
    else await settle(rail, found, { data, ledger, terms });
    await recoveries.decide(rail, found.transfer.id, { as, by, evidence });
    const { payout, program } = found.named;
    say(as === 'payment' ? `${payout} of ${program} is settled by ${id}` : `${id} pays nothing that this ledger owes`);
  });
}

function refuseOther({ isOwn, transfer: { id }, named: { payout, program } }: EarlierTransfer): void {
  if (!isOwn) return;
  throw new UserError(
    `${id} was made for ${payout} of ${program}, which is in transit: take it as its payment, or take it back at the rail first`,
  );
}

async function settle(
  rail: string,
  { transfer: { id }, named: { program, payout }, pays }: EarlierTransfer,
  { data, ledger, terms }: { readonly data: string; readonly ledger: OpenLedger; readonly terms: TermsOfLedger },
): Promise<void> {
  if (!pays) {
    throw new UserError(
      `${id} is not what ${payout} of ${program} waits for: that payout is not in transit, or of another amount or account`,
    );
  }
  await claim(rail, id, { program, payout }, ledger);
  const time = formatInstant(terms.clocks.get(program) ?? instant(Date.now()));
  const envelope = { specversion: '1.0', id: `${rail}-${id}`, source: SOURCE, type: 'payout.settled', time, program };
  const ground = { dataDir: data, ledger, programs: terms.programs.keys(), about: 'recover' };
  const answer = await recordFact(ground, { ...envelope, data: { payout, reference: id } });
  if (answer.verdict === 'rejected') {
    throw new UserError(`${payout} of ${program} is not settled: ${answer.code} (${answer.detail})`);
  }
}

/** One transfer settles one payout, whoever says so. */
async function claim(
  rail: string,
  transfer: TransferId,
  payout: { readonly program: string; readonly payout: string },
  { pool }: OpenLedger,
): Promise<void> {
  if (await new PostgresSettledTransfers(pool).claim(rail, transfer, payout)) return;
  throw new UserError(`${transfer} settled another payout already`);
}
