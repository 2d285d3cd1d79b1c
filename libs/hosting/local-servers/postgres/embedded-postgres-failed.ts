import { Fault } from '@ledger/kernel/fault';

/** The embedded Postgres cannot be used now; its one line says why, and what to look at. */
export class EmbeddedPostgresFailed extends Fault {
  override readonly name = 'EmbeddedPostgresFailed';
  override readonly kind = 'wait';
}
