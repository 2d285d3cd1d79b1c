import { NO_STREAM, type EventStore } from '@ledger/event-store/event-store';
import { Fault } from '@ledger/kernel/fault';
import { eventIdOf } from '../log/event-id';
import type { PersonalDataConcealer } from './conceal-personal-data';
import type { PersonalDataStore } from './personal-data-store';

const KEY_STREAM = 'key-ledger';
const NOTED = 'PersonalKeyNoted.v1';
/** So many values are looked at where the log does not name its key yet; one that the key gave is enough. */
const LOOKED_AT = 50;

/** Another key of personal data than that of the log: with it nobody in the log would be recognised. */
export class PersonalKeyDiffers extends Fault {
  override readonly name = 'PersonalKeyDiffers';
  override readonly kind = 'mend';
}

export interface KeyedLedger {
  readonly store: EventStore;
  readonly personalData: PersonalDataStore;
  readonly concealer: PersonalDataConcealer;
}

/**
 * Sees to it that the key is the one by which the log's personal values were concealed: by the fingerprint in the log, or,
 * where a release before this one began it, by values that are recorded.
 * @throws PersonalKeyDiffers one line
 */
export async function checkPersonalKey(ledger: KeyedLedger): Promise<void> {
  await isNoted(ledger);
}

/** Checks the key and writes its fingerprint into a log that has none. Throws PersonalKeyDiffers. */
export async function notePersonalKey(ledger: KeyedLedger): Promise<void> {
  if (await isNoted(ledger)) return;
  const { store, concealer } = ledger;
  const data = { fingerprint: concealer.fingerprint };
  const events = [{ id: eventIdOf('personal key'), type: NOTED, data, metadata: {} }];
  const result = await store.append([{ stream: KEY_STREAM, expectedRevision: NO_STREAM, events }]);
  // Somebody else noted one at this moment.
  if (!result.ok) await checkPersonalKey(ledger);
}

/** Whether the log names the key; throws PersonalKeyDiffers where it is another one. */
async function isNoted({ store, personalData, concealer }: KeyedLedger): Promise<boolean> {
  const noted = await notedFingerprint(store);
  if (noted === concealer.fingerprint) return true;
  if (noted !== null) throw new PersonalKeyDiffers(differs('the log names another one'));
  const values = await personalData.some(LOOKED_AT);
  if (values.length === 0 || values.some((value) => concealer.gave(value))) return false;
  throw new PersonalKeyDiffers(differs(`none of ${values.length} recorded values was concealed by it`));
}

async function notedFingerprint(store: EventStore): Promise<string | null> {
  for await (const { data } of store.read(KEY_STREAM, 0n, 1)) {
    return (data as { readonly fingerprint: string }).fingerprint;
  }
  return null;
}

function differs(why: string): string {
  return (
    `this is not the key of this ledger's personal data (${why}): nobody in the log would be recognised. ` +
    'Bring back its own personal.key, or give it as LEDGER_PERSONAL_KEY'
  );
}
