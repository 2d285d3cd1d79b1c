import { RAILS_SOURCE } from '@ledger/contracts/reserved-sources';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { Offer } from '@ledger/runner/ledger-runtime';
import { transferGroup } from '../sending/payout-keys';
import type { PayoutName } from '../sending/payout-name';
import type { LedgerId } from '../sending/payout-order';

/** That the money of a paid payout came back, as a fact for the gate; its id follows from the payout, which returns once. */
export function returnOfPayout(ledger: LedgerId, { program, payout }: PayoutName, code: string, now: Instant): Offer {
  const id = `${transferGroup({ ledger, program, payout })}:returned`;
  const data = { payout, code };
  const time = formatInstant(now);
  const event = { specversion: '1.0', id, source: RAILS_SOURCE, type: 'payout.returned', time, program, data };
  return { value: event, origin: { place: `rails:${id}`, index: 0 } };
}
