import type { PersonalDataConcealer, PersonalValue } from '@ledger/runner/personal/conceal-personal-data';
import type { PersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import type { Person } from '../sending/sending.events';

/** Who decided and by what, as it enters a stream: by references to what lies with the personal data, and is kept there now. */
export async function concealPerson(
  { by, evidence }: Person,
  concealer: PersonalDataConcealer,
  personalData: PersonalDataStore,
): Promise<Person> {
  const valueOf = (value: string, kind: 'person' | 'text'): PersonalValue => {
    return { ref: concealer.refOf(value, kind), kind, value: JSON.stringify(value) };
  };
  const [who, what] = [valueOf(by, 'person'), valueOf(evidence, 'text')];
  await personalData.keep([who, what]);
  return { by: who.ref, evidence: what.ref };
}
