import type { EventStore } from '@ledger/event-store/event-store';
import { putEditionInForce } from '@ledger/runner/crossing/cross-to-edition';
import { editionOf, FIRST_EDITION } from '@ledger/runner/edition';
import { checkPersonalKey, notePersonalKey } from '@ledger/runner/personal/check-key';
import type { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import type { PersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { recordedPrograms } from '@ledger/runner/recorded-programs';
import { SettingsError } from '../settings/settings-error';

export interface LogOfLedger {
  readonly store: EventStore;
  readonly personalData: PersonalDataStore;
  readonly concealer: PersonalDataConcealer;
  /** Whether it has the key of the pseudonyms, which is needed only for a log that has to be judged anew. */
  readonly isKeyed: boolean;
  readonly say: (line: string) => void;
  readonly failpoint?: (name: string) => void;
}

/**
 * What every start does first with a log: one with another personal key is refused, one of an earlier edition is judged
 * anew, and the key is noted in it. Throws PersonalKeyDiffers, before anything is changed, and SettingsError.
 */
export async function bringLogToEdition({ isKeyed, ...log }: LogOfLedger): Promise<void> {
  const { store } = log;
  if (!isKeyed && (await editionOf(store)) === FIRST_EDITION) {
    throw new SettingsError(
      'LEDGER_PERSONAL_KEY is missing: this log is to be judged anew, by a later edition of the rules',
    );
  }
  if (isKeyed) await checkPersonalKey(log);
  await putEditionInForce({ ...log, programs: await recordedPrograms(store) });
  if (isKeyed) await notePersonalKey(log);
}
