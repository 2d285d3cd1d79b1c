import { join } from 'node:path';
import { Client } from 'pg';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';
import { openInProcess } from '../embedded/in-process-ledger';
import { LedgerProcess, runLedger } from '../embedded/ledger-process';
import { waitUntil } from '../support/wait-until';
import { earlierLedger, type EarlierLedger } from './earlier-ledger';

jest.setTimeout(120_000);

/** Makes a process one of a release with other read models. */
const NEXT_RELEASE = {
  // It changes what is read of sources, and that reads none.
  QUICK_START: 'off',
  NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --require ${join(__dirname, 'next-release.cjs')}`,
};
const RELEASE = 'cb195fb';

describe('read models of another release', () => {
  let earlier: EarlierLedger;
  let client: Client;

  beforeEach(async () => {
    earlier = await earlierLedger(RELEASE);
    client = new Client({ connectionString: earlier.place.connectionString });
    await client.connect();
  });
  afterEach(async () => {
    await client.end();
    await earlier.place.remove();
  });

  const texts = async (query: string) => (await client.query<{ text: string }>(query)).rows.map(({ text }) => text);
  const schemas = () =>
    texts(`SELECT nspname AS text FROM pg_namespace WHERE nspname LIKE 'read\\_models%' ORDER BY nspname`);
  const shown = async () =>
    (
      await texts(`SELECT DISTINCT table_schema AS text FROM information_schema.view_table_usage
                   WHERE view_schema = 'ops'`)
    ).join();
  const exported = async (release = {}) => (await runLedger(['export'], earlier.place, release)).stdout;

  async function startAndStop(environment: Record<string, string> = {}): Promise<string> {
    const ledger = await LedgerProcess.start(earlier.place, environment);
    await waitUntil('the rows of one release are left', async () => (await schemas()).length === 1);
    await ledger.interrupt();
    return ledger.printed;
  }

  it('are built beside the old ones and take their place at the start, views and grants with them', async () => {
    expect(await startAndStop()).toMatch(
      /^building the read models of this release from the log: (\d+) of \1 events$/m,
    );
    expect(await schemas()).toEqual([LIVE_SCHEMA]);
    expect(await startAndStop(NEXT_RELEASE)).toContain('building the read models of this release');
    const [next] = await schemas();
    expect(next).not.toBe(LIVE_SCHEMA);
    expect(await shown()).toBe(next);
    expect(await exported(NEXT_RELEASE)).toBe(earlier.exported);
    await client.query('SET ROLE ledger_ops');
    expect(
      await texts(`SELECT count(DISTINCT release) || ' ' || min(release) AS text FROM ops.anomalies`),
    ).toHaveLength(1);
    expect(Number(await texts('SELECT count(*) AS text FROM ops.lines'))).toBeGreaterThan(50);
    await expect(client.query(`SELECT * FROM ${next}.lines`)).rejects.toThrow('permission denied');
    await client.query('RESET ROLE');
    const rebuilt = await runLedger(['rebuild'], earlier.place, NEXT_RELEASE);
    expect(rebuilt.stdout).toContain('the rebuilt read models equal the live ones');
    expect(await startAndStop(NEXT_RELEASE)).not.toContain('building');
  });

  it('stand beside those of a release that still runs, which goes on answering', async () => {
    await startAndStop();
    const running = await LedgerProcess.start(earlier.place);
    expect(await exported(NEXT_RELEASE)).toBe(earlier.exported);
    expect(await schemas()).toHaveLength(2);
    expect(await shown()).toBe(LIVE_SCHEMA);
    const event = {
      specversion: '1.0',
      id: 'e',
      source: 's',
      type: 'clock.advanced',
      program: 'plixo',
      data: {},
      time: '2027-06-01T00:00:00Z',
    };
    const headers = { authorization: `Bearer ${earlier.token}`, 'content-type': 'application/json' };
    const url = await running.url();
    const taken = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(event) });
    expect(taken.status).toBe(200);
    const before = await exported();
    expect(await exported(NEXT_RELEASE)).toBe(before);
    await running.interrupt();
    // Built before and left behind: what is missing is projected before anybody is shown it.
    await startAndStop(NEXT_RELEASE);
    expect(await shown()).not.toBe(LIVE_SCHEMA);
    expect(await exported(NEXT_RELEASE)).toBe(before);
    // And back, to the release before.
    expect(await startAndStop()).toContain('building');
    expect(await shown()).toBe(LIVE_SCHEMA);
    expect(await exported()).toBe(before);
  });

  it.each([
    'read-models-made',
    'projection-before-commit',
    'projection-after-commit',
    'read-models-built',
    'ops-views-made',
    'ops-views-shown',
    'read-models-dropping',
    'read-models-dropped',
  ])('are the same after a kill -9 at %s', async (failpoint) => {
    const doomed = await LedgerProcess.start(earlier.place, { LEDGER_FAILPOINT: failpoint }).catch(String);
    if (typeof doomed !== 'string') await doomed.killed();
    expect(typeof doomed === 'string' ? doomed : doomed.end).toContain('SIGKILL');
    // Whatever was done, dashboards read one release or the other.
    expect(Number(await texts('SELECT count(*) AS text FROM ops.lines'))).toBeGreaterThan(50);
    const again = await openInProcess(earlier.place);
    try {
      await waitUntil('the rows of one release are left', async () => (await schemas()).length === 1);
      expect(await schemas()).toEqual([LIVE_SCHEMA]);
      expect(await shown()).toBe(LIVE_SCHEMA);
      expect(await again.exported()).toBe(earlier.exported);
    } finally {
      await again.running.stop();
    }
  });
});
