import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import type { LineAnswer } from '@ledger/rails/manual/bank-batch';
import type { BatchFlags } from './batch-commands';
import { withBankOffice } from './with-bank-office';

export interface AnswerFlags extends BatchFlags {
  readonly paid?: boolean;
  readonly failed?: string;
  readonly returned?: string;
  readonly batch: string;
  readonly by: string;
  readonly evidence: string;
}

const TAKEN_OVER = '; the ledger that runs takes it over at once, one that does not when it starts';

/** Takes what a person says became of a payment; ends with 1 where the ledger says otherwise. */
export async function answerPayment(payout: string, flags: AnswerFlags): Promise<void> {
  const answer = answerIn(flags);
  const { program, batch, by, evidence } = flags;
  await withBankOffice(flags, async (office) => {
    const { isNew, contradicts } = await office.answer({ program, payout, batch }, answer, { by, evidence });
    if (!isNew) say(`${payout} of ${program}: that was said before, nothing changes`);
    else say(`${payout} of ${program}: recorded as ${answer.says}${contradicts === null ? TAKEN_OVER : ''}`);
    if (contradicts === null) return;
    say(`${payout} of ${program}: ${contradicts}; it stands in payouts list --needs-a-person until both agree`);
    process.exitCode = 1;
  });
}

function answerIn({ paid = false, failed, returned }: AnswerFlags): LineAnswer {
  const answers: LineAnswer[] = [
    ...(paid ? [{ says: 'paid' as const }] : []),
    ...(failed === undefined ? [] : [{ says: 'failed' as const, code: failed.trim() }]),
    ...(returned === undefined ? [] : [{ says: 'returned' as const, code: returned.trim() }]),
  ];
  const [answer, another] = answers;
  if (answer !== undefined && another === undefined) return answer;
  throw new UserError('say one of --paid, --failed CODE and --returned CODE');
}
