import { Client } from 'pg';
import { waitUntil } from '../support/wait-until';
import { LedgerProcess, ledgerPlace, type LedgerPlace } from './ledger-process';

jest.setTimeout(120_000);

describe('a ledger whose Postgres ends all its connections', () => {
  let place: LedgerPlace;
  let ledger: LedgerProcess;
  beforeAll(async () => {
    place = await ledgerPlace();
    ledger = await LedgerProcess.start(place);
  });
  afterAll(async () => {
    await ledger.interrupt();
    await place.remove();
  });

  it('goes on with others', async () => {
    const client = new Client({ connectionString: place.connectionString });
    await client.connect();
    const { rowCount } = await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await client.end();
    expect(rowCount).toBeGreaterThan(0);

    const readyz = `${await ledger.url()}/readyz`;
    await waitUntil('the ledger is ready again', async () => (await fetch(readyz)).ok);
    expect(ledger.printed).not.toContain('terminating connection');
  });
});
