import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import { formatInstant, instant, type Instant } from '@ledger/kernel/instant';
import { openEnvelope, sealInEnvelope } from '../sealing/envelope';
import type { PaperKeys } from '../sealing/paper-keys';
import { inTransaction } from './in-transaction';
import { noteAccess, type PartnerName, type Person } from './paper-access';

/** What a tax form says of itself. */
export interface SignedForm extends PartnerName {
  readonly form: string;
  /** YYYY-MM-DD. */
  readonly signedOn: string;
}

/** A form that is kept, without its bytes. */
export interface KeptForm extends SignedForm {
  /** The same for the same bytes of the same partner with the same date. */
  readonly id: string;
  /** Of the bytes as they were sent. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly addedBy: string;
  readonly addedAt: Date;
  /** The time of its fact, fixed when it is kept. */
  readonly factAt: Instant;
  /** Where its fact comes from: another one at each try that begins anew. */
  readonly origin: string;
  /** Whether its fact is in the log. */
  readonly recorded: boolean;
}

interface FormRow extends Omit<KeptForm, 'factAt'> {
  readonly factAt: Date;
}

const ID_DIGITS = 24;
const COLUMNS = `program, id, partner, form, to_char(signed_on, 'YYYY-MM-DD') AS "signedOn", sha256,
  size_bytes AS "sizeBytes", added_by AS "addedBy", added_at AS "addedAt", fact_at AS "factAt", origin, recorded`;
const KEEP = `
  INSERT INTO personal_data.tax_forms
    (program, id, partner, form, signed_on, sha256, size_bytes, sealed_key, sealed, added_by, fact_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING`;
const FIND = `SELECT ${COLUMNS} FROM personal_data.tax_forms WHERE program = $1 AND id = $2`;
const LIST = `
  SELECT ${COLUMNS} FROM personal_data.tax_forms
  WHERE program = $1 AND ($2::text IS NULL OR partner = $2) ORDER BY partner, added_at, id`;

/** Tax forms in Postgres, sealed with a key each. */
export class TaxFormDesk {
  constructor(
    private readonly pool: Pool,
    private readonly keys: PaperKeys,
  ) {}

  /** Keeps a form, unless it is kept already: then that is answered, with the time that its fact got first. */
  async keep(signed: SignedForm, bytes: Buffer, { by, factAt }: { by: string; factAt: Instant }): Promise<KeptForm> {
    const { program, partner, form, signedOn } = signed;
    const sha256 = hash('sha256', bytes, 'hex');
    const id = hash('sha256', JSON.stringify([partner, form, signedOn, sha256]), 'hex').slice(0, ID_DIGITS);
    const { sealedKey, sealed } = sealInEnvelope(this.keys, bytes, aboutForm({ program, partner, id }));
    await inTransaction(this.pool, async (client) => {
      const row = [program, id, partner, form, signedOn, sha256, bytes.length, sealedKey, sealed, by];
      const { rowCount } = await client.query(KEEP, [...row, formatInstant(factAt)]);
      if (rowCount === 0) return;
      await noteAccess(client, { what: 'form_added', program, partner, paper: id, by, why: null });
    });
    const kept = await this.find(program, id);
    if (kept === null)
      throw new Error(`the form ${id} of ${program} was kept and is not there: another process took it back`);
    return kept;
  }

  /** null: there is none. */
  async find(program: string, id: string): Promise<KeptForm | null> {
    const { rows } = await this.pool.query<FormRow>(FIND, [program, id]);
    return rows[0] === undefined ? null : keptForm(rows[0]);
  }

  /** The forms of a program, by partner and time. */
  async list(program: string, partner: string | null): Promise<KeptForm[]> {
    const { rows } = await this.pool.query<FormRow>(LIST, [program, partner]);
    return rows.map(keptForm);
  }

  /** Notes that its fact is in the log. */
  async noteRecorded({ program, id }: KeptForm): Promise<void> {
    await this.pool.query('UPDATE personal_data.tax_forms SET recorded = true WHERE program = $1 AND id = $2', [
      program,
      id,
    ]);
  }

  /** Drops a form whose fact was refused: what the ledger does not go by is not hoarded. */
  async dropUnrecorded({ program, id, origin }: KeptForm): Promise<void> {
    await this.pool.query(
      'DELETE FROM personal_data.tax_forms WHERE program = $1 AND id = $2 AND origin = $3 AND NOT recorded',
      [program, id, origin],
    );
  }

  /** The bytes as they were sent; noted before they are given out. */
  async download({ program, partner, id, sha256 }: KeptForm, { by, why }: Person): Promise<Buffer> {
    await noteAccess(this.pool, { what: 'form_downloaded', program, partner, paper: id, by, why });
    const { rows } = await this.pool.query<{ sealedKey: Buffer; sealed: Buffer }>(
      'SELECT sealed_key AS "sealedKey", sealed FROM personal_data.tax_forms WHERE program = $1 AND id = $2',
      [program, id],
    );
    const [envelope] = rows;
    if (envelope === undefined) throw new Error(`the form ${id} of ${program} was erased a moment ago`);
    const bytes = openEnvelope(this.keys, envelope, aboutForm({ program, partner, id }));
    if (hash('sha256', bytes, 'hex') !== sha256)
      throw new TypeError(`the form ${id} of ${program} is not that of its hash`);
    return bytes;
  }
}

function aboutForm({ program, partner, id }: Pick<KeptForm, 'program' | 'partner' | 'id'>): readonly string[] {
  return ['tax form', program, partner, id];
}

function keptForm(row: FormRow): KeptForm {
  return { ...row, factAt: instant(row.factAt.getTime()) };
}
