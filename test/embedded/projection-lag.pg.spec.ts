import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { waitUntil } from '../support/wait-until';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';
import { inProcessLedger, type InProcessLedger } from './in-process-ledger';
import { sendLines } from './send-events';

const HISTORY = readFileSync(resolve(__dirname, '../cases/data/histories/all-901.ndjson'), 'utf8').trim().split('\n');

jest.setTimeout(60_000);

describe('the lag of the projection in /metrics', () => {
  let ledger: InProcessLedger;

  beforeAll(async () => {
    ledger = await inProcessLedger();
  });
  afterAll(() => ledger.remove());

  async function lag(): Promise<number> {
    const scraped = await (await fetch(`${ledger.running.http.url}/metrics`)).text();
    return Number(/^ledger_projection_lag_events (\d+)$/m.exec(scraped)?.[1]);
  }

  it('grows with what is recorded while the projector is stuck, and ends with it', async () => {
    await ledger.running.caughtUp();
    expect(await lag()).toBe(0);
    const holder = await ledger.running.storage.pool.connect();
    try {
      // The projector cannot pass this row; whoever only reads it can.
      await holder.query('BEGIN');
      await holder.query(`SELECT FROM ${LIVE_SCHEMA}.checkpoint FOR UPDATE`);
      await sendLines(ledger.running.http.url, ledger.token, HISTORY.slice(0, 20), 10);
      expect(await lag()).toBeGreaterThanOrEqual(20);
      await holder.query('COMMIT');
    } finally {
      holder.release(true);
    }
    await waitUntil('the read models have caught up', async () => (await lag()) === 0);
  });
});
