import type { SendingLog } from './sending-log';
import type { OpenPayout } from './open-payout';
import type { Sending, SendingState } from '../sending/sending';

/** An open payout, and how far its sending came. */
export interface WaitingPayout {
  readonly payout: OpenPayout;
  /** null: what was recorded of it cannot be read. */
  readonly sending: Sending | null;
  /** Why nothing but a person brings it on; null: something does. */
  readonly forPerson: string | null;
}

const FROZEN = {
  several_transfers: 'the rail shows more than one transfer for it',
  transfer_differs: 'the rail shows a transfer of another amount, currency or account',
  transfer_reversed: 'its transfer was taken back',
  transfer_missing: 'the rail told of a transfer that it does not know',
  key_used_otherwise: 'its key was used with another request',
  transfer_of_another_payout: 'its transfer settled another payout',
};

/** How far the sending of a payout came, and whether it waits for a person; `missing`: for a setting without which its rail sends nothing. */
export async function waitingPayout(
  payout: OpenPayout,
  log: SendingLog,
  missing: string | null,
): Promise<WaitingPayout> {
  try {
    const { sending } = await log.read(payout);
    return { payout, sending, forPerson: whyPerson(payout, sending) ?? missing };
  } catch (error) {
    return { payout, sending: null, forPerson: error instanceof Error ? error.message : String(error) };
  }
}

function whyPerson({ rail }: OpenPayout, { state, attempt }: Sending): string | null {
  if (state.name === 'FROZEN') return FROZEN[state.because];
  if (state.name === 'MANUAL' && attempt !== null && attempt.told !== null) {
    return `its rail took the order in as ${attempt.told}, and has come to no end with it for too long`;
  }
  if (state.name === 'MANUAL') return 'nobody can tell whether the money left, and its key is too old to be sent again';
  return rail === 'manual' ? whatByHand(state) : null;
}

/** What a person does next about a payout by hand. */
function whatByHand({ name }: SendingState): string | null {
  switch (name) {
    case 'SENDING':
      return 'its batch was not marked as sent (payouts batch sent)';
    case 'TAKEN':
      return 'nobody said what the bank did with it (payouts answer, payouts import-camt)';
    case 'SETTLED':
    case 'FAILED':
      return null;
    default:
      return 'it is in no batch (payouts batch)';
  }
}
