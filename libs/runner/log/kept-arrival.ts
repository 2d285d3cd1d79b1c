import type { KeptArrival } from '@ledger/read-models/ledger-entry';
import type { Arrival } from '@ledger/stages/intake/log-entry';

/** What a reader of the log finds beside an arrival's verdict. */
interface Recorded extends Omit<KeptArrival, 'arrivedAt'> {
  /** What the wall clock showed, where programs run by it; null: the clock follows the events. */
  readonly arrivedAt: KeptArrival['arrivedAt'];
}

/** What the read models need of it; the same whether it comes from the log or from whoever writes to the log. */
export function keptOf({ clock }: Arrival, { arrivedAt, event, body, content }: Recorded): KeptArrival {
  return { arrivedAt: arrivedAt ?? clock, event, body, content };
}
