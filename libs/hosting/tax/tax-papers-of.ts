import type { Pool } from 'pg';
import { instant } from '@ledger/kernel/instant';
import type { LedgerRuntime } from '@ledger/runner/ledger-runtime';
import { TaxFormDesk } from '@ledger/tax/desk/tax-form-desk';
import type { PaperKeys } from '@ledger/tax/sealing/paper-keys';
import type { TaxPapers } from '@ledger/tax/tax-papers';

export interface PapersPlace {
  readonly pool: Pool;
  readonly keys: PaperKeys;
  readonly runtime: Pick<LedgerRuntime, 'offer'>;
  readonly clock: 'events' | 'wall';
}

/** Tax forms on the tables of a process, their facts offered to its gate. */
export function taxPapersOf({ pool, keys, runtime, clock }: PapersPlace): TaxPapers {
  return {
    forms: new TaxFormDesk(pool, keys),
    now: (programClock) => (clock === 'wall' ? instant(Date.now()) : programClock),
    offer: async (event, origin) => {
      const [answer] = await runtime.offer([{ value: event, origin: { place: `tax-form:${origin}`, index: 0 } }]);
      if (answer === undefined) throw new TypeError('one event was offered and none was answered');
      return answer.verdict;
    },
  };
}
