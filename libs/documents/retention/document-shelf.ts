import type { DocumentKey } from '../issued/issued-documents';
import type { Query } from '../issued/query';
import { DEFAULT_RETENTION_YEARS } from './retention';

/** A document that was issued, without its bytes. */
export interface ShelvedDocument extends DocumentKey {
  readonly id: bigint;
  readonly version: number;
  readonly sha256: string;
  readonly issuedAt: Date;
  readonly isHeld: boolean;
  readonly purgedAt: Date | null;
}

/** What a person did to a document, and why. */
export interface DocumentAct {
  readonly act: 'reissue' | 'hold' | 'release' | 'purge';
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

type Said = Pick<DocumentAct, 'by' | 'reason'>;

interface StoredDocument {
  readonly id: string;
  readonly program: string;
  readonly kind: DocumentKey['kind'];
  readonly partner: string;
  readonly about: string;
  readonly language: string;
  readonly version: number;
  readonly sha256: string;
  readonly issued_at: Date;
  readonly held: boolean;
  readonly purged_at: Date | null;
}

const COLUMNS = 'id, program, kind, partner, about, language, version, sha256, issued_at, held, purged_at';
const NOTE = 'INSERT INTO ledger_documents.acts (document, act, by_whom, reason)';

/** The documents that were issued, for those who keep them: each change names who made it, and why. */
export class DocumentShelf {
  constructor(private readonly query: Query) {}

  /** In the order in which they were issued. */
  async list(program: string, partner?: string): Promise<readonly ShelvedDocument[]> {
    const stored = await this.query(
      `SELECT ${COLUMNS} FROM ledger_documents.issued WHERE program = $1 AND ($2::text IS NULL OR partner = $2) ORDER BY id`,
      [program, partner ?? null],
    );
    return (stored as readonly StoredDocument[]).map(shelved);
  }

  async acts(id: bigint): Promise<readonly DocumentAct[]> {
    const acts = await this.query(
      'SELECT act, by_whom AS by, reason, at FROM ledger_documents.acts WHERE document = $1 ORDER BY number',
      [String(id)],
    );
    return acts as readonly DocumentAct[];
  }

  /** Notes that a document was issued in the place of another. */
  async noteReissue(id: bigint, { by, reason }: Said): Promise<void> {
    await this.query(`${NOTE} VALUES ($1, 'reissue', $2, $3)`, [String(id), by, reason]);
  }

  /** Holds documents, or lets go of them; answers those that this changed: of the purged nothing is there to be held. */
  turn(ids: readonly bigint[], to: 'hold' | 'release', said: Said): Promise<readonly bigint[]> {
    const held = to === 'hold';
    return this.change(
      `held = ${held} WHERE id = ANY($1::bigint[]) AND held <> ${held} AND bytes IS NOT NULL`,
      to,
      ids,
      said,
    );
  }

  /** Deletes the bytes of documents, but of none that is held; the hash stays. Answers those that this changed. */
  purge(ids: readonly bigint[], said: Said): Promise<readonly bigint[]> {
    const change = `bytes = NULL, purged_at = clock_timestamp()
      WHERE id = ANY($1::bigint[]) AND NOT held AND bytes IS NOT NULL`;
    return this.change(change, 'purge', ids, said);
  }

  /** For how many years documents of a program are kept. */
  async years(program: string): Promise<number> {
    const [latest] = (await this.query(
      'SELECT years FROM ledger_documents.retention WHERE program = $1 ORDER BY number DESC LIMIT 1',
      [program],
    )) as readonly { readonly years: number }[];
    return latest?.years ?? DEFAULT_RETENTION_YEARS;
  }

  async setYears(program: string, years: number, by: string): Promise<void> {
    await this.query('INSERT INTO ledger_documents.retention (program, years, by_whom) VALUES ($1, $2, $3)', [
      program,
      years,
      by,
    ]);
  }

  /** The change and the note of it are one statement: neither is there without the other. */
  private async change(
    change: string,
    act: DocumentAct['act'],
    ids: readonly bigint[],
    { by, reason }: Said,
  ): Promise<readonly bigint[]> {
    const changed = await this.query(
      `WITH changed AS (UPDATE ledger_documents.issued SET ${change} RETURNING id)
       ${NOTE} SELECT id, $2, $3, $4 FROM changed RETURNING document`,
      [ids.map(String), act, by, reason],
    );
    return (changed as readonly { readonly document: string }[]).map(({ document }) => BigInt(document));
  }
}

function shelved({
  id,
  issued_at: issuedAt,
  held: isHeld,
  purged_at: purgedAt,
  ...named
}: StoredDocument): ShelvedDocument {
  return { ...named, id: BigInt(id), issuedAt, isHeld, purgedAt };
}
