import type { EventStore } from '@ledger/event-store/event-store';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import type { PersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { NO_METRICS } from '@ledger/runner/runner-metrics';

/** A ledger of the five programs in this process, from what its log has; its clocks follow its events. */
export function openPresetLedger(store: EventStore, personalData: PersonalDataStore): Promise<EmbeddedLedger> {
  return EmbeddedLedger.open({
    store,
    personalData,
    concealer: new PersonalDataConcealer(Buffer.alloc(32)),
    programs: loadTerms(presetPaths()),
    wallClock: null,
    metrics: NO_METRICS,
  });
}
