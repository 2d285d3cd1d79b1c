import type { PayoutName } from '../sending/payout-name';
import type { RequestBody } from '../sending/sending.events';

/** The bytes of a request as the log has them: nobody reads them without the payout's key. */
export interface SealedBody {
  /** Of the bytes, so that they can be told from others by who has them: SHA-256, in hex. */
  readonly hash: string;
  /** Base64: nonce, mark of authenticity, and what was sealed. */
  readonly sealed: string;
}

/** The bytes of a payout's requests cannot be read any more: its key was erased. */
export class BodyErased extends Error {
  override readonly name = 'BodyErased';
}

/** Keeps what names an account, an address or a person out of the log: a key for each payout, which lies with the personal data. */
export interface BodySeal {
  seal(payout: PayoutName, body: RequestBody): Promise<SealedBody>;
  /** Throws BodyErased. */
  open(payout: PayoutName, body: SealedBody): Promise<RequestBody>;
}
