import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { PostgresEventStore } from '@ledger/event-store/postgres/postgres-event-store';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';
import { openInProcess } from './in-process-ledger';
import { ledgerPlace, runLedger, type LedgerPlace } from './ledger-process';

jest.setTimeout(120_000);

const LINES = 150;
/** Their terms are the first facts. */
const PRESETS = 5;
const SOME_LINE = `(SELECT position FROM ledger_events.events WHERE type LIKE 'CommissionPosted%' ORDER BY position OFFSET 3 LIMIT 1)`;

describe('ledger verify', () => {
  let place: LedgerPlace;
  let owner: Client;

  beforeAll(async () => {
    place = await ledgerPlace();
    const { running } = await openInProcess(place);
    const samples = readFileSync(join(__dirname, '../../samples/reseller.ndjson'), 'utf8').split('\n').slice(0, LINES);
    await running.ledger.offer(
      samples.map((line, index) => ({ value: JSON.parse(line) as unknown, origin: { place: 'file:test', index } })),
    );
    await running.caughtUp();
    await running.stop();
    owner = new Client({ connectionString: place.connectionString });
    await owner.connect();
    // Whoever owns the database can do this; nobody else can.
    await owner.query('ALTER TABLE ledger_events.events DISABLE TRIGGER ALL');
    await owner.query('CREATE TABLE public.kept AS SELECT * FROM ledger_events.events');
  });
  afterAll(async () => {
    await owner.end();
    await place.remove();
  });

  async function restored(): Promise<void> {
    await owner.query('DELETE FROM ledger_events.events');
    await owner.query('INSERT INTO ledger_events.events SELECT * FROM public.kept');
  }

  it('says in a few lines that everything holds, and what its head is', async () => {
    const { status, stdout, stderr } = await runLedger(['verify'], place);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.trim().split('\n')).toEqual([
      expect.stringMatching(/^log {8}\d+ events in \d+ streams: every hash, revision, id and position holds$/),
      expect.stringMatching(
        new RegExp(`^decisions  ${LINES + PRESETS} arrivals judged and \\d+ decisions made again by edition`),
      ),
      expect.stringMatching(/^ +2 events beside them/),
      expect.stringMatching(/^head {7}ledger-head:1:\d+:[0-9a-f]{64}$/),
      expect.stringMatching(/^rows {7}those of the read models at position \d+ are what the decisions give$/),
    ]);
    const head = (await runLedger(['verify', '--head'], place)).stdout;
    expect(stdout).toContain(`head       ${head}`);
    const again = await runLedger(['verify', '--head', head.trim()], place);
    expect(again).toMatchObject({ status: 0, stdout: expect.stringContaining('the log still begins with') as string });
    expect(await runLedger(['verify', '--head', 'x'], place)).toMatchObject({ status: 2, stdout: '' });
  });

  it('names the row that is not what was decided', async () => {
    const one = `ctid = (SELECT min(ctid) FROM ${LIVE_SCHEMA}.lines)`;
    await owner.query(`UPDATE ${LIVE_SCHEMA}.lines SET amount_minor = amount_minor + 1 WHERE ${one}`);
    const { status, stdout } = await runLedger(['verify'], place);
    expect(status).toBe(1);
    const [fault] = stdout.split('\n').filter((line) => line.startsWith('fault:'));
    expect(fault).toMatch(
      /^fault: read models, table lines, position \d+: the row \{"program":"reseller".*the decisions give/,
    );
    expect(await runLedger(['rebuild', '--accept'], place)).toMatchObject({ status: 0 });
    expect(await runLedger(['verify'], place)).toMatchObject({ status: 0 });
  });

  describe('of a log to which somebody added what the rows do not show yet', () => {
    afterEach(restored);

    const copied = (stream: string, revision: string) =>
      owner.query(
        `INSERT INTO ledger_events.events (position, stream, revision, id, type, data, metadata, hash)
         SELECT (SELECT max(position) + 1 FROM public.kept), ${stream}, ${revision}, gen_random_uuid(), type, data, metadata, hash
           FROM public.kept k WHERE position = ${SOME_LINE.replace('ledger_events.events', 'public.kept')}`,
      );

    it('nothing of it gets into the rows, and the start and rebuild name it in one line', async () => {
      const rows = () =>
        owner.query(`SELECT position FROM ${LIVE_SCHEMA}.checkpoint`).then(({ rows: [row] }) => row as object);
      const before = await rows();
      for (const [revision, what] of [
        ['(SELECT max(revision) + 1 FROM public.kept o WHERE o.stream = k.stream)', 'its hash is '],
        ['(SELECT max(revision) + 2 FROM public.kept o WHERE o.stream = k.stream)', 'the event is gone'],
      ] as const) {
        await copied('stream', revision);
        for (const command of [['rebuild', '--accept'], ['start', '--empty', '--port', '0'], ['export']]) {
          const refused = await runLedger(command, place);
          expect(refused).toMatchObject({ status: 1, stdout: expect.not.stringContaining('swapped') as string });
          expect(refused.stderr).toMatch(/^the log is not what was recorded: stream 1\.1\.commission\.[^\n]+\n$/);
          expect(refused.stderr).toContain(what);
        }
        expect(await rows()).toEqual(before);
        await restored();
      }
    });
  });

  describe('of a log that somebody changed', () => {
    afterEach(restored);

    it('names the event, and no command believes the log', async () => {
      const more = `replace(data::text, '"amountMinor":"', '"amountMinor":"9')::json`;
      await owner.query(`UPDATE ledger_events.events SET data = ${more} WHERE position = ${SOME_LINE}`);
      const { rows } = await owner.query<Record<'stream' | 'revision' | 'position', string>>(
        `SELECT stream, revision, position FROM ledger_events.events WHERE position = ${SOME_LINE.replace('ledger_events.events', 'public.kept')}`,
      );
      const { stream, revision, position } = rows[0]!;
      const named = `stream ${stream}, revision ${revision}, position ${position}: its hash is `;
      const { status, stdout } = await runLedger(['verify'], place);
      expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining(`fault: ${named}`) as string });
      expect(stdout.trim()).not.toContain('\n');
      const commands = [
        ['rebuild', '--accept'],
        ['start', '--empty', '--port', '0'],
      ];
      for (const command of commands) {
        const refused = await runLedger(command, place);
        expect(refused.status).toBe(1);
        expect(refused.stderr).toMatch(/^the log is not what was recorded: [^\n]+\n$/);
        expect(refused.stderr).toContain(named);
      }
      const { rows: left } = await owner.query(`SELECT FROM pg_namespace WHERE nspname LIKE 'read_models%'`);
      expect(left).toHaveLength(1);
    });

    it('names what was taken out, also at the end, where rows know more than the log', async () => {
      const head = (await runLedger(['verify', '--head'], place)).stdout.trim();
      await owner.query(`DELETE FROM ledger_events.events WHERE position = ${SOME_LINE}`);
      const gone = await runLedger(['verify'], place);
      expect(gone).toMatchObject({
        status: 1,
        stdout: expect.stringMatching(/^fault: stream 1\.1\.commission\.[^\n]+ the event is gone[^\n]+\n$/) as string,
      });
      await restored();

      await owner.query(
        `DELETE FROM ledger_events.events WHERE position > (SELECT max(position) - 20 FROM public.kept)`,
      );
      const cut = await runLedger(['verify', '--head', head], place);
      expect(cut).toMatchObject({ status: 1, stdout: expect.stringMatching(/^fault: [^\n]+\n$/) as string });
      const refused = await runLedger(['rebuild', '--accept'], place);
      expect(refused.status).toBe(1);
      expect(refused.stderr).toMatch(
        /^the log is not what was recorded: [^\n]+ and it ends at \d+: events are gone [^\n]+\n$/,
      );
    });

    it('an event too much is told by the start, in one line', async () => {
      const store = new PostgresEventStore({ connectionString: place.connectionString });
      const events = [
        {
          id: '00000000-0000-4000-8000-000000000001',
          type: 'CustomerUncounted.v1',
          data: { customer: 'c', partner: 'p' },
          metadata: { fact: 'x', index: 0, program: 'reseller', seq: 9_999, stage: 'partner-status' },
        },
      ];
      const result = await store.append([{ stream: '1.1.customer.reseller-c', expectedRevision: -1n, events }]);
      await store.close();
      expect(result.ok).toBe(true);
      const refused = await runLedger(['start', '--empty', '--port', '0'], place);
      expect(refused.status).toBe(1);
      expect(refused.stderr).toMatch(/^stream 1\.1\.customer\.reseller-c: the start took up nothing, [^\n]+\n$/);
      const { status, stdout } = await runLedger(['verify'], place);
      expect(status).toBe(1);
      expect(stdout).toMatch(
        /^fault: stream 1\.1\.customer\.reseller-c, revision 0, [^\n]+ decided otherwise: [^\n]+\n$/,
      );
    });
  });
});
