import type { PdfDocument } from '../pdf/pdf-pages';

/** What names a document that can be issued once. */
export interface DocumentKey {
  readonly program: string;
  readonly kind: 'statement';
  readonly partner: string;
  /** The month, for a statement. */
  readonly about: string;
  readonly language: string;
}

/** A document as it was issued first, whatever it would be today. */
export interface IssuedDocument extends PdfDocument {
  readonly issuedAt: Date;
  /** Whether it was issued by this very call. */
  readonly isNew: boolean;
}

/** Answers the rows of a statement. */
export type Query = (text: string, values: readonly unknown[]) => Promise<readonly unknown[]>;

interface StoredDocument {
  readonly sha256: string;
  readonly undrawn: readonly string[];
  readonly bytes: Buffer;
  readonly issued_at: Date;
}

/**
 * The documents that were issued: whoever asks again gets the same bytes, also where a name changed or was erased since,
 * or a later release would draw it otherwise.
 */
export class IssuedDocuments {
  constructor(private readonly query: Query) {}

  /** The document as it was issued; null: it was not. */
  async find(key: DocumentKey): Promise<IssuedDocument | null> {
    const [stored] = (await this.query(
      `SELECT sha256, undrawn, bytes, issued_at FROM ledger_documents.issued
        WHERE program = $1 AND kind = $2 AND partner = $3 AND about = $4 AND language = $5`,
      valuesOf(key),
    )) as readonly StoredDocument[];
    return stored === undefined ? null : { ...documentOf(stored), isNew: false };
  }

  /** Issues a document, unless one was issued under the key meanwhile: then it answers that. */
  async issue(key: DocumentKey, { sha256, undrawn, bytes }: PdfDocument): Promise<IssuedDocument> {
    const made = await this.query(
      `INSERT INTO ledger_documents.issued (program, kind, partner, about, language, sha256, undrawn, bytes)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING sha256`,
      [...valuesOf(key), sha256, undrawn, bytes],
    );
    const issued = await this.find(key);
    if (issued === null) throw new Error(`${key.kind} ${key.about} of ${key.partner} was issued and is not there`);
    return { ...issued, isNew: made.length > 0 };
  }
}

function valuesOf({ program, kind, partner, about, language }: DocumentKey): readonly string[] {
  return [program, kind, partner, about, language];
}

function documentOf({ sha256, undrawn, bytes, issued_at: issuedAt }: StoredDocument) {
  return { sha256, undrawn, bytes, issuedAt };
}
