import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import { waitUntil } from '../support/wait-until';
import { adminToken, LedgerProcess, ledgerPlace, runLedger, type LedgerPlace } from './ledger-process';

jest.setTimeout(180_000);

const NEXT_RELEASE = {
  // It changes what is read of sources, and that reads none.
  QUICK_START: 'off',
  NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --require ${join(__dirname, '../upgrade/next-release.cjs')}`,
};
const READERS_MAY_TAKE = { LEDGER_READERS_MAY_TAKE_MS: '3000' };
const MODES = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
];
/** What releases before this one locked, and numbers as anybody may choose them. */
const ADVISORY = `
  SELECT count(pg_advisory_lock(key)) FROM (
    SELECT hashtext(name)::bigint AS key FROM unnest(ARRAY['ledger_events.append', 'ledger_schema.migrations']) name
    UNION ALL SELECT hashtextextended(name, 0) FROM unnest(ARRAY['read_models build', 'read_models ops']) name
    UNION ALL SELECT hashtextextended(n.nspname || what, 0) FROM pg_namespace n,
      unnest(ARRAY[' rows', ' projection', ' use', ' rebuild']) what WHERE n.nspname LIKE 'read\\_models%'
    UNION ALL SELECT n FROM generate_series(-1000, 1000) n) keys`;
const ADVISORY_PAIRS = 'SELECT count(pg_advisory_lock(7203, n)) FROM generate_series(0, 100) n';

describe('whoever may only read', () => {
  let place: LedgerPlace;
  let ledger: LedgerProcess;
  let token: string;
  let owner: Client;
  let reader: Client;
  let sent = 0;
  const role = `bi_${randomBytes(6).toString('hex')}`;

  const connect = async (url: string, name: string) => {
    const client = new Client({ connectionString: url, application_name: name });
    // It may be ended by the server.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const reading = () => {
    const url = new URL(place.connectionString);
    [url.username, url.password] = [role, 'secret'];
    return connect(url.href, 'dashboards');
  };

  beforeAll(async () => {
    place = await ledgerPlace();
    token = await adminToken(place);
    ledger = await LedgerProcess.start(place);
    owner = await connect(place.connectionString, 'owner');
    await owner.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret' IN ROLE ledger_ops`);
  });
  afterAll(async () => {
    await ledger.interrupt();
    await owner.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    await owner.end();
    await place.remove();
  });
  beforeEach(async () => {
    reader = await reading();
  });
  afterEach(async () => {
    await reader.end().catch(() => undefined);
  });

  const headers = () => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
  async function send(): Promise<Response> {
    sent += 1;
    const event = {
      specversion: '1.0',
      id: `e${sent}`,
      source: 's',
      type: 'partner.applied',
      program: 'plixo',
      time: '2026-01-10T00:00:00Z',
      data: { partner: `p${sent}`, type: 'partner' },
    };
    return fetch(`${await ledger.url()}/v1/events`, {
      method: 'POST',
      headers: headers(),
      body: JSON.stringify(event),
    });
  }
  const partners = async () => {
    const response = await fetch(`${await ledger.url()}/v1/programs/plixo/partners?limit=100`, { headers: headers() });
    expect(response.status).toBe(200);
    return ((await response.json()) as { items: unknown[] }).items.length;
  };
  /** Takes, projects and shows one more. */
  async function goesOn(): Promise<void> {
    const response = await send();
    expect([response.status, await response.json()]).toMatchObject([200, { verdict: 'accepted' }]);
    await waitUntil('it is shown', async () => (await partners()) === sent);
  }
  const holdsViews = async () => {
    const { rows } = await reader.query<{ view: string }>(
      `SELECT quote_ident(viewname) AS view FROM pg_views WHERE schemaname = 'ops'`,
    );
    expect(rows.length).toBeGreaterThan(5);
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    for (const { view } of rows) {
      await reader.query(`SELECT * FROM ops.${view} LIMIT 1`);
      await reader.query(`LOCK TABLE ops.${view} IN ACCESS SHARE MODE`);
    }
  };
  const isEnded = () =>
    reader.query('SELECT 1').then(
      () => false,
      () => true,
    );

  it('may take all advisory locks: writing, projecting, reading, rebuilding and starting go on', async () => {
    await reader.query(ADVISORY);
    await reader.query(ADVISORY_PAIRS);
    await goesOn();
    expect(await runLedger(['rebuild'], place)).toMatchObject({ status: 0 });
    await ledger.interrupt();
    ledger = await LedgerProcess.start(place);
    await goesOn();
    const waiting = await owner.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
    expect(waiting.rowCount).toBe(0);
    expect(await isEnded()).toBe(false);
  });

  it('cannot lock what the ledger locks, nor a view more than reading it does', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind IN ('r', 'v') AND relnamespace::regnamespace::text IN ('ledger_locks', 'ledger_events', 'ledger_schema', 'ops')`,
    );
    const allowed: string[] = [];
    for (const { name } of rows) {
      for (const mode of MODES) {
        await reader.query('BEGIN');
        const taken = reader.query(`LOCK TABLE ${name} IN ${mode} MODE NOWAIT`).then(
          () => allowed.push(`${name.replace(/\..*/, '')} ${mode}`),
          (error: { code?: string }) => expect(error.code).toBe('42501'),
        );
        await taken;
        await reader.query('ROLLBACK');
      }
    }
    expect([...new Set(allowed)]).toEqual(['ops ACCESS SHARE']);
  });

  it('keeps nothing from going on while its transaction is open, and a rebuild ends what is in its way', async () => {
    await holdsViews();
    await goesOn();
    const rebuilding = runLedger(['rebuild'], place, READERS_MAY_TAKE);
    const other = await reading();
    let rebuilt = false;
    void rebuilding.then(() => (rebuilt = true));
    while (!rebuilt) {
      await goesOn();
      // Others that read are not kept waiting by who waits.
      await other.query('SELECT count(*) FROM ops.partners');
    }
    await other.end();
    const { stdout, stderr, status } = await rebuilding;
    expect([stdout, status]).toEqual([expect.stringContaining('the rebuilt read models equal the live ones'), 0]);
    const who = `process \\d+ \\(role "${role}", application "dashboards"\\), idle in transaction since 20\\S+`;
    expect(stderr).toMatch(new RegExp(`waiting for who reads ops: ${who}; after 3000 ms`));
    expect(stderr).toMatch(new RegExp(`ended: ${who}`));
    expect(await isEnded()).toBe(true);
    const { rows } = await owner.query(`SELECT count(*)::int AS partners FROM ops.partners`);
    expect(rows).toEqual([{ partners: sent }]);
  });

  it('keeps no start from going on, nor its release from taking over', async () => {
    await holdsViews();
    await ledger.interrupt();
    ledger = await LedgerProcess.start(place, { ...NEXT_RELEASE, ...READERS_MAY_TAKE });
    await goesOn();
    await waitUntil('the rows of one release are left', async () => {
      const { rowCount } = await owner.query(`SELECT FROM pg_namespace WHERE nspname LIKE 'read\\_models%'`);
      return rowCount === 1;
    });
    expect(ledger.printed).toMatch(/waiting for who reads ops: process \d+ \(role "bi_/);
    expect(await isEnded()).toBe(true);
    await goesOn();
  });

  it('is not the owner, who may hold the lock: then senders are told to come again, and nothing is lost', async () => {
    await owner.query('BEGIN; LOCK TABLE ledger_events.append_lock IN EXCLUSIVE MODE');
    const [first, second] = [await send(), await send()];
    for (const response of [first, second]) {
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await response.json()).toMatchObject({ type: 'urn:partner-ledger:problem:unavailable' });
    }
    // Longer than the store goes on by itself.
    await waitUntil('the ledger says so', () => ledger.printed.includes('nothing is recorded now: '), 60_000);
    sent -= 1;
    await owner.query('COMMIT');
    await waitUntil('what was offered is shown', async () => (await partners()) === sent);
    await goesOn();
    expect(ledger.isAlive()).toBe(true);
  });
});
