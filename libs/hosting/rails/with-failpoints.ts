import type { PayingRail } from '@ledger/rails/rail';
import type { OpenRail } from '@ledger/rails/sender/payout-sender';
import type { SendingLog } from '@ledger/rails/sender/sending-log';
import type { SendingEvent } from '@ledger/rails/sending/sending.events';

type Failpoint = (name: string) => void;

/** A rail and its log that pass the moments at which a test of recovery may want the process to die. */
export function withFailpoints({ rail, log }: OpenRail, failpoint: Failpoint): OpenRail {
  return { rail: passing(rail, failpoint), log: noting(log, failpoint) };
}

function passing(rail: PayingRail, failpoint: Failpoint): PayingRail {
  return {
    times: rail.times,
    requestBody: (order, key) => rail.requestBody(order, key),
    list: (order) => rail.list(order),
    read: (transfer) => rail.read(transfer),
    readiness: (order, refusedWith) => rail.readiness(order, refusedWith),
    post: async (key, body) => {
      const answer = await rail.post(key, body);
      failpoint('payout-posted');
      return answer;
    },
  };
}

function noting(log: SendingLog, failpoint: Failpoint): SendingLog {
  return {
    read: (payout) => log.read(payout),
    append: async (payout, revision, events) => {
      const announces = events.some(isAnnouncement);
      if (announces) failpoint('payout-to-be-announced');
      const next = await log.append(payout, revision, events);
      failpoint(announces ? 'payout-announced' : 'payout-answer-recorded');
      return next;
    },
  };
}

function isAnnouncement({ type }: SendingEvent): boolean {
  return type === 'AttemptBegun' || type === 'PostAnnounced';
}
