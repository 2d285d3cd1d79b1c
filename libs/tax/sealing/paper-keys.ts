import { KEY_BYTES } from '@ledger/machine/seal-bytes';
import { hkdfSync } from 'node:crypto';

/** The keys of tax papers; both follow from the ledger's key of personal data, and neither tells it or the other. */
export interface PaperKeys {
  /** Seals the key of each record. */
  readonly sealing: Buffer;
  /** Makes equal numbers equal without telling them. */
  readonly matching: Buffer;
}

const NO_SALT = Buffer.alloc(0);

/** The keys of tax papers that belong to a ledger's key of personal data. */
export function paperKeysOf(personalKey: Buffer): PaperKeys {
  const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', personalKey, NO_SALT, purpose, KEY_BYTES));
  return { sealing: keyFor('tax papers: sealing'), matching: keyFor('tax papers: matching') };
}
