import { parseJsonText } from '@ledger/contracts/parse-json';
import { normalisedEmail } from '@ledger/stages/facts/normalised-email';
import { concealedBody } from './conceal-body';
import type { PersonalDataConcealer } from './conceal-personal-data';
import type { PersonalDataStore } from './personal-data-store';

/** What stands behind the references of the log. */
export class PersonalReads {
  /** `concealer`: null where this process has no key; it shows no bodies then. */
  constructor(
    private readonly store: PersonalDataStore,
    private readonly concealer: PersonalDataConcealer | null,
  ) {}

  /** Bodies that could not be read as events, without personal values; what was erased is not in the map. */
  async bodies(refs: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
    const { concealer } = this;
    if (concealer === null) return new Map();
    const kept = await this.store.read(refs);
    return new Map([...kept].map(([ref, text]) => [ref, concealedBody(parseJsonText(text), concealer)]));
  }

  /** Personal values as they came, for those who may see them; what was erased is not in the map. */
  async values(refs: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
    const kept = await this.store.read(refs);
    return new Map([...kept].map(([ref, text]) => [ref, parseJsonText(text)]));
  }

  /** What stands for an e-mail in the read models, however it is written; null: this process has no key. */
  emailKey(email: string): string | null {
    return this.concealer === null ? null : normalisedEmail(this.concealer.refOf(email, 'email'));
  }

  /** The text under each reference; the reference itself where it is none any more, or was none. */
  async texts(refs: readonly string[]): Promise<(ref: string) => string> {
    const values = await this.values(refs);
    return (ref) => {
      const value = values.get(ref);
      return typeof value === 'string' ? value : ref;
    };
  }
}
