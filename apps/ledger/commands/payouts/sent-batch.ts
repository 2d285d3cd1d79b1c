import { say } from '@ledger/hosting/process/print';
import type { BatchFlags } from './batch-commands';
import { withBankOffice } from './with-bank-office';

interface SentFlags extends BatchFlags {
  readonly by: string;
  readonly goneAlready?: boolean;
}

/** Notes that a batch went to the bank. */
export async function sentBatch(id: string, flags: SentFlags): Promise<void> {
  const { program, by, goneAlready = false } = flags;
  await withBankOffice(flags, async (office) => {
    const closed = await office.sent(program, id, by, goneAlready);
    say(`${id} of ${program} is sent: say what became of each payment (payouts answer, payouts import-camt)`);
    if (closed.length === 0) return;
    say(`${closed.join(', ')} was not in transit any more: ask the bank to recall it, or it is paid twice`);
  });
}
