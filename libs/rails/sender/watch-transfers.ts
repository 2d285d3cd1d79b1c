import type { Instant } from '@ledger/kernel/instant';
import { ZERO } from '@ledger/kernel/money';
import type { LedgerRuntime } from '@ledger/runner/ledger-runtime';
import type { PayingRail } from '../rail';
import type { LedgerId } from '../sending/payout-order';
import { isReversed, type TransferId } from '../sending/transfer';
import { returnOfPayout } from './return-of-payout';
import type { OpenPayouts } from './open-payouts';
import type { SettledTransfer, WatchedTransfers } from './watched-transfers';

export interface TransferWatchOptions {
  readonly ledger: LedgerId;
  readonly transfers: WatchedTransfers;
  /** Those of which the ledger has not heard yet. */
  readonly payouts: Pick<OpenPayouts, 'has'>;
  readonly runtime: Pick<LedgerRuntime, 'offer'>;
  readonly clockOf: (program: string) => Instant | null;
  readonly warn: (line: string) => void;
}

/** What came of a look at a transfer. */
export type Looked = 'not ours' | 'as it was' | 'came back' | 'in part' | 'missing' | 'later';

/** So many are looked at in a round: a rail limits how often it is asked. */
const A_ROUND = 50;

/** Reads transfers again after they settled a payout, and tells the ledger of those that came back. */
export class TransferWatch {
  constructor(private readonly options: TransferWatchOptions) {}

  /** Looks at a transfer that a rail told of. */
  async look(name: string, rail: Pick<PayingRail, 'read'>, transfer: TransferId): Promise<Looked> {
    const settled = await this.options.transfers.settledBy(name, transfer);
    return settled === null ? 'not ours' : this.judge(name, rail, settled);
  }

  /** Looks at those that nobody looked at for so long. */
  async round(name: string, rail: Pick<PayingRail, 'read'>, notForMs: number): Promise<void> {
    for (const settled of await this.options.transfers.toCheck(name, notForMs, A_ROUND)) {
      await this.judge(name, rail, settled);
    }
  }

  private async judge(name: string, rail: Pick<PayingRail, 'read'>, settled: SettledTransfer): Promise<Looked> {
    const { payouts, warn } = this.options;
    const { transfer, payout } = settled;
    // It is paid first, in the ledger, and only then does it come back.
    if (payouts.has(payout)) return 'later';
    const reading = await rail.read(transfer);
    if (reading.kind === 'unknown' || reading.kind === 'under_way') return 'later';
    if (reading.kind === 'ended_unpaid') return this.tellReturn(name, settled, reading.code);
    const which = `payout ${payout.payout} of ${payout.program}`;
    if (reading.kind === 'missing') {
      warn(`${which}: ${name} does not know ${transfer} any more, which paid it`);
      return 'missing';
    }
    if (isReversed(reading.transfer)) return this.tellReturn(name, settled, 'transfer_reversed');
    if (reading.transfer.reversedMinor === ZERO) return 'as it was';
    warn(
      `${which}: a part of ${transfer} was taken back; a payout is returned whole or not at all: post an adjustment`,
    );
    return 'in part';
  }

  private async tellReturn(name: string, { transfer, payout }: SettledTransfer, code: string): Promise<Looked> {
    const { ledger, transfers, runtime, clockOf, warn } = this.options;
    const now = clockOf(payout.program);
    if (now === null) return 'later';
    const [answer] = await runtime.offer([returnOfPayout(ledger, payout, code, now)]);
    if (answer?.verdict.type === 'rejected') {
      warn(`payout ${payout.payout} of ${payout.program}: ${transfer} came back, ${answer.verdict.code} in the ledger`);
    }
    await transfers.cameBack(name, transfer);
    return 'came back';
  }
}
