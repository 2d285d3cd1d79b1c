import type { Query } from '../issued/query';
import type { NotedConsent, NotedParty } from './held-at';
import type { Party } from './party';

/** Under what a program's own data are noted. */
const OWN = '';

interface StoredNote {
  readonly number: string;
  readonly holds_from: string;
  readonly by_whom: string;
  readonly noted_at: Date;
}

interface StoredParty extends StoredNote {
  readonly legal_name: string;
  readonly street: string;
  readonly postcode: string;
  readonly town: string;
  readonly country: string;
  readonly vat_id: string | null;
  readonly tax_id: string | null;
  readonly is_registered: boolean;
}

interface StoredConsent extends StoredNote {
  readonly agrees: boolean;
  readonly evidence: string;
}

const NOTE = 'number, holds_from::text AS holds_from, by_whom, noted_at';

/** Who a program and its partners are on documents, and which partners agree to self-billing: every word of it is kept. */
export class BillingDesk {
  constructor(private readonly query: Query) {}

  /** What was noted of a partner, or of the program itself (null), in the order in which it was. */
  async parties(program: string, partner: string | null): Promise<readonly NotedParty[]> {
    const stored = await this.query(
      `SELECT ${NOTE}, legal_name, street, postcode, town, country, vat_id, tax_id, is_registered
         FROM personal_data.billing_parties WHERE program = $1 AND partner = $2 ORDER BY number`,
      [program, partner ?? OWN],
    );
    return (stored as readonly StoredParty[]).map((row) => ({ ...noteOf(row), party: partyOf(row) }));
  }

  async notePartyOf(
    program: string,
    partner: string | null,
    party: Party,
    { holdsFrom, by }: Pick<NotedParty, 'holdsFrom' | 'by'>,
  ): Promise<void> {
    const { legalName, street, postcode, town, country, vatId, taxId, isRegistered } = party;
    await this.query(
      `INSERT INTO personal_data.billing_parties
         (program, partner, holds_from, legal_name, street, postcode, town, country, vat_id, tax_id, is_registered, by_whom)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [program, partner ?? OWN, holdsFrom, legalName, street, postcode, town, country, vatId, taxId, isRegistered, by],
    );
  }

  /** What was noted of a partner's consent to self-billing, in the order in which it was. */
  async consents(program: string, partner: string): Promise<readonly NotedConsent[]> {
    const stored = await this.query(
      `SELECT ${NOTE}, agrees, evidence FROM personal_data.self_billing_consents
        WHERE program = $1 AND partner = $2 ORDER BY number`,
      [program, partner],
    );
    return (stored as readonly StoredConsent[]).map((row) => {
      return { ...noteOf(row), agrees: row.agrees, evidence: row.evidence };
    });
  }

  async noteConsent(
    program: string,
    partner: string,
    { agrees, evidence, holdsFrom, by }: Pick<NotedConsent, 'agrees' | 'evidence' | 'holdsFrom' | 'by'>,
  ): Promise<void> {
    await this.query(
      `INSERT INTO personal_data.self_billing_consents (program, partner, holds_from, agrees, evidence, by_whom)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [program, partner, holdsFrom, agrees, evidence, by],
    );
  }
}

function noteOf({ number, holds_from: holdsFrom, by_whom: by, noted_at: notedAt }: StoredNote) {
  return { number: Number(number), holdsFrom, by, notedAt };
}

function partyOf(row: StoredParty): Party {
  const { street, postcode, town, country } = row;
  const ids = { vatId: row.vat_id, taxId: row.tax_id, isRegistered: row.is_registered };
  return { legalName: row.legal_name, street, postcode, town, country, ...ids };
}
