import { keyOfAttempt } from '../sending/payout-keys';
import type { PayoutName } from '../sending/payout-name';
import type { BodySeal } from '../log/body-seal';
import type { SendingLog } from '../sender/sending-log';
import type { BatchDesk } from './batch-desk';
import { owedToStream, type OpenedLine } from './owed-to-stream';

export interface KeptUpLog {
  readonly log: SendingLog;
  readonly desk: Pick<BatchDesk, 'linesOf'>;
  readonly seal: BodySeal;
}

/**
 * The streams of payouts by hand: whoever reads one first brings it up to what the desk of batches knows, so that it does
 * not matter who died between the two.
 */
export function keepingUpWithDesk({ log, desk, seal }: KeptUpLog): SendingLog {
  const opened = async (payout: PayoutName): Promise<readonly OpenedLine[]> => {
    const lines = await desk.linesOf(payout);
    const name = { program: payout.program, payout: payout.payout };
    return Promise.all(
      lines.map(async (line) => ({
        ...line,
        key: keyOfAttempt(line.group, line.attempt),
        body: await seal.open(name, line.body),
      })),
    );
  };
  const read: SendingLog['read'] = async (payout) => {
    for (;;) {
      const known = await log.read(payout);
      if (known.sending.state.name === 'SETTLED' || known.sending.state.name === 'FAILED') return known;
      const owed = owedToStream(known.sending, await opened(payout));
      if (owed.length === 0) return known;
      // Where another brings it up at this moment, what it recorded is read.
      await log.append(payout, known.revision, owed);
    }
  };
  return { read, append: (payout, revision, events) => log.append(payout, revision, events) };
}
