import type { PdfDocument } from '../pdf/pdf-pages';
import { DocumentPurged } from './document-purged';
import type { Query } from './query';

/** What names a document that can be issued once. */
export interface DocumentKey {
  readonly program: string;
  readonly kind: 'statement' | 'payout' | 'credit_note';
  readonly partner: string;
  /** The month of a statement; the number of a payout's document. */
  readonly about: string;
  /** `json`: what it says, as data. */
  readonly language: string;
}

/** A document as it was issued first, whatever it would be today. */
export interface IssuedDocument extends PdfDocument {
  readonly id: bigint;
  readonly version: number;
  readonly issuedAt: Date;
  /** Whether it was issued by this very call. */
  readonly isNew: boolean;
}

interface StoredDocument {
  readonly id: string;
  readonly version: number;
  readonly sha256: string;
  readonly undrawn: readonly string[];
  readonly bytes: Buffer | null;
  readonly issued_at: Date;
  readonly purged_at: Date | null;
}

const FIND = `SELECT id, version, sha256, undrawn, bytes, issued_at, purged_at FROM ledger_documents.issued
  WHERE program = $1 AND kind = $2 AND partner = $3 AND about = $4 AND language = $5`;

/**
 * The documents that were issued: whoever asks again gets the same bytes, also where a name changed or was erased since,
 * or a later release would draw it otherwise. A new version stands beside the old one.
 */
export class IssuedDocuments {
  constructor(private readonly query: Query) {}

  /**
   * The document as it was issued, in its latest version or the one asked for; null: it was not.
   *
   * @throws DocumentPurged
   */
  async find(key: DocumentKey, version?: number): Promise<IssuedDocument | null> {
    const [stored] = (await this.query(
      version === undefined ? `${FIND} ORDER BY version DESC LIMIT 1` : `${FIND} AND version = $6`,
      version === undefined ? valuesOf(key) : [...valuesOf(key), version],
    )) as readonly StoredDocument[];
    return stored === undefined ? null : documentOf(key, stored);
  }

  /** Issues a document, unless one was issued under the key and version meanwhile: then it answers that. */
  async issue(key: DocumentKey, { sha256, undrawn, bytes }: PdfDocument, version = 1): Promise<IssuedDocument> {
    const made = await this.query(
      `INSERT INTO ledger_documents.issued (program, kind, partner, about, language, sha256, undrawn, bytes, version)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING sha256`,
      [...valuesOf(key), sha256, undrawn, bytes, version],
    );
    const issued = await this.find(key, version);
    if (issued === null) throw new Error(`${key.kind} ${key.about} of ${key.partner} was issued and is not there`);
    return { ...issued, isNew: made.length > 0 };
  }
}

function valuesOf({ program, kind, partner, about, language }: DocumentKey): readonly string[] {
  return [program, kind, partner, about, language];
}

function documentOf(key: DocumentKey, stored: StoredDocument): IssuedDocument {
  const { id, version, sha256, undrawn, bytes, issued_at: issuedAt, purged_at: purgedAt } = stored;
  if (bytes === null) throw new DocumentPurged(key, sha256, purgedAt ?? issuedAt);
  return { id: BigInt(id), version, sha256, undrawn, bytes, issuedAt, isNew: false };
}
