import { createHmac } from 'node:crypto';
import type { Pool } from 'pg';
import { openEnvelope, sealInEnvelope } from '../sealing/envelope';
import type { PaperKeys } from '../sealing/paper-keys';
import { endingOf, type TaxNumber, type TinKind } from '../tin/tax-number';
import { inTransaction } from './in-transaction';
import { noteAccess, type PartnerName, type Person } from './paper-access';

/** What of a partner's tax number may be shown. */
export interface ShownTin extends PartnerName {
  readonly kind: TinKind;
  readonly country: string;
  /** Its last characters. */
  readonly ending: string;
  readonly setBy: string;
  readonly setAt: Date;
}

const SHOWN = 'program, partner, kind, country, ending, set_by AS "setBy", set_at AS "setAt"';
const SET = `
  INSERT INTO personal_data.tax_numbers (program, partner, kind, country, ending, sealed_key, sealed, matching, set_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (program, partner) DO UPDATE SET kind = excluded.kind, country = excluded.country, ending = excluded.ending,
    sealed_key = excluded.sealed_key, sealed = excluded.sealed, matching = excluded.matching, set_by = excluded.set_by,
    set_at = clock_timestamp()`;
const ALIKE = `
  SELECT other.program, other.partner FROM personal_data.tax_numbers AS own
  JOIN personal_data.tax_numbers AS other USING (matching)
  WHERE own.program = $1 AND own.partner = $2 AND (other.program, other.partner) <> (own.program, own.partner)
  ORDER BY other.program, other.partner`;
const SHARED = `
  SELECT array_agg(jsonb_build_object('program', program, 'partner', partner) ORDER BY program, partner) AS partners
  FROM personal_data.tax_numbers GROUP BY matching HAVING count(DISTINCT partner) > 1 ORDER BY min(program), min(partner)`;

/** Tax numbers in Postgres: sealed with a key each, and compared by a keyed hash. */
export class TaxNumberDesk {
  constructor(
    private readonly pool: Pool,
    private readonly keys: PaperKeys,
  ) {}

  /** Sets a partner's number, in place of one before; noted with it. */
  async set({ program, partner }: PartnerName, tin: TaxNumber, { by, why }: Person): Promise<void> {
    const about = aboutTin({ program, partner });
    const { sealedKey, sealed } = sealInEnvelope(this.keys, Buffer.from(JSON.stringify(tin)), about);
    const row = [program, partner, tin.kind, tin.country, endingOf(tin), sealedKey, sealed, this.matching(tin), by];
    await inTransaction(this.pool, async (client) => {
      await client.query(SET, row);
      await noteAccess(client, { what: 'tin_set', program, partner, paper: null, by, why });
    });
  }

  /** null: none is set. */
  async show({ program, partner }: PartnerName): Promise<ShownTin | null> {
    const [shown] = await this.shown(program, partner);
    return shown ?? null;
  }

  /** What may be shown of the numbers of a program. */
  list(program: string): Promise<ShownTin[]> {
    return this.shown(program, null);
  }

  /** The number; noted before it is given out. null: none is set. */
  async reveal({ program, partner }: PartnerName, { by, why }: Person): Promise<TaxNumber | null> {
    if ((await this.show({ program, partner })) === null) return null;
    await noteAccess(this.pool, { what: 'tin_revealed', program, partner, paper: null, by, why });
    const { rows } = await this.pool.query<{ sealedKey: Buffer; sealed: Buffer }>(
      'SELECT sealed_key AS "sealedKey", sealed FROM personal_data.tax_numbers WHERE program = $1 AND partner = $2',
      [program, partner],
    );
    const [envelope] = rows;
    if (envelope === undefined) return null;
    return JSON.parse(openEnvelope(this.keys, envelope, aboutTin({ program, partner })).toString('utf8')) as TaxNumber;
  }

  /** Which others have the number of a partner, in any program. */
  async alike({ program, partner }: PartnerName): Promise<PartnerName[]> {
    return (await this.pool.query<PartnerName>(ALIKE, [program, partner])).rows;
  }

  /** The partners that share a number with one of another name, together. */
  async shared(): Promise<(readonly PartnerName[])[]> {
    const { rows } = await this.pool.query<{ partners: PartnerName[] }>(SHARED);
    return rows.map(({ partners }) => partners);
  }

  private async shown(program: string, partner: string | null): Promise<ShownTin[]> {
    const { rows } = await this.pool.query<ShownTin>(
      `SELECT ${SHOWN} FROM personal_data.tax_numbers
       WHERE program = $1 AND ($2::text IS NULL OR partner = $2) ORDER BY partner`,
      [program, partner],
    );
    return rows;
  }

  /** By country and characters: whoever calls one number an SSN here and an EIN there is found. */
  private matching({ country, number }: TaxNumber): string {
    return createHmac('sha256', this.keys.matching).update(`${country} ${number}`).digest('hex');
  }
}

function aboutTin({ program, partner }: PartnerName): readonly string[] {
  return ['tax number', program, partner];
}
