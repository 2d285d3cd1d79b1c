import { Fault } from '@ledger/kernel/fault';

/** A document was issued, kept for as long as it had to be, and then deleted: no other is made in its place. */
export class DocumentPurged extends Fault {
  override readonly name = 'DocumentPurged';
  override readonly kind = 'refused';

  constructor(
    { about, partner }: { readonly about: string; readonly partner: string },
    sha256: string,
    purgedAt: Date,
  ) {
    super(
      `the document ${about} of ${partner} was issued and, its retention over, deleted on ${purgedAt.toISOString().slice(0, 10)}: its SHA-256 was ${sha256}`,
    );
  }
}
