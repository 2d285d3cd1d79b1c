import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { writeReport } from '@ledger/read-models/report/write-report';

/** SHA-256 of what `ledger export --format json` prints; nothing of it is kept. */
export async function hashReport(...[rows, options]: Parameters<typeof ledgerAsOf>): Promise<string> {
  const hash = createHash('sha256');
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done();
    },
  });
  await writeReport(await ledgerAsOf(rows, options), out, { format: 'json' });
  return hash.digest('hex');
}
