import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enqueueMail } from '@ledger/desk/mail/enqueue-mail';
import { addPerson } from '@ledger/desk/people/add-person';
import { addMember } from '@ledger/desk/people/memberships';
import { issuePersonToken } from '@ledger/desk/people/person-tokens';
import { IMPERSONAL_TABLES, PERSONAL_TABLES } from '@ledger/desk/personal/personal-tables';
import { SUBJECT } from '@ledger/desk/personal/personal-table';
import { verifyLog } from '@ledger/proof/verify/verify-log';
import { exportFacts } from '@ledger/runner/export-facts';
import { recordedPrograms } from '@ledger/runner/recorded-programs';
import { inProcessLedger, type InProcessLedger } from './in-process-ledger';
import { sendLines } from './send-events';

const LINES = readFileSync(join(__dirname, '../../samples/plixo.ndjson'), 'utf8').trim().split('\n').slice(0, 400);
const APPLIED = LINES.map((line) => JSON.parse(line) as { type: string; data: Record<string, string> });
const PARTNER = APPLIED.find(({ type }) => type === 'partner.applied')?.data ?? {};
const EMAIL = PARTNER['email'] ?? '';
/** Not among the samples. */
const STRANGER = 'zoe.quirk@unmistakable.example';

jest.setTimeout(60_000);

describe('what is held of a person', () => {
  let ledger: InProcessLedger;

  beforeAll(async () => {
    ledger = await inProcessLedger();
    const body = { specversion: '1.0', id: 'bad', source: 's', type: 'partner.applied', program: 'plixo' };
    const refused = JSON.stringify({ ...body, contact: `Zoe Quirk <${STRANGER}>` });
    await sendLines(ledger.running.http.url, ledger.token, [...LINES, refused], 500);
    await ledger.running.caughtUp();
  });
  afterAll(() => ledger.remove());

  async function ask(method: string, path: string, body?: object) {
    const response = await fetch(`${ledger.running.http.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${ledger.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** A person of the partner with a token and a mail. */
  async function somebodyOf(partner: string, email: string): Promise<string> {
    const { api } = ledger.running.storage;
    return api.transaction(async (manager) => {
      const { id } = await addPerson(manager, { email, name: 'Zoe Quirk', locale: 'de', by: 'test' });
      await addMember(manager, { person: id, program: 'plixo', partner, role: 'owner' }, 'test');
      await issuePersonToken(manager, { person: id, name: 'laptop', expiresAt: null, by: 'test' });
      const values = { name: 'Zoe Quirk', path: '/s', month: '2026-03' };
      const mail = { program: 'plixo', template: 'statement-ready', to: email, locale: 'de', values } as const;
      await enqueueMail(manager, { ...mail, about: `of ${email}`, partner });
      return id;
    });
  }

  async function everyRow(): Promise<string> {
    const { pool } = ledger.running.storage;
    const { rows } = await pool.query<{ table: string }>(ALL_TABLES);
    const texts: string[] = [];
    for (const { table } of rows) {
      const found = await pool.query<{ row: string }>(`SELECT t::text AS row FROM ${table} AS t`);
      texts.push(...found.rows.map(({ row }) => `${table} ${row}`));
    }
    return texts.join('\n');
  }

  async function facts(): Promise<string[]> {
    const lines: string[] = [];
    for await (const event of exportFacts(ledger.running.storage)) lines.push(JSON.stringify(event));
    return lines;
  }

  async function faultOfLog() {
    const { store, personalData, concealer } = ledger.running.storage;
    const programs = await recordedPrograms(store);
    const log = { store, personalData, concealer, programs, reExecute: true, noted: null, decidedTo: () => null };
    return (await verifyLog(log)).fault;
  }

  it('can be in no table that nobody thought of', async () => {
    const { rows } = await ledger.running.storage.pool.query<{ table: string }>(ALL_TABLES);
    const known = [...PERSONAL_TABLES.map(({ table }) => table), ...Object.keys(IMPERSONAL_TABLES)];
    expect(rows.map(({ table }) => table).filter((table) => !known.includes(table))).toEqual([]);
    expect(known.filter((table) => !rows.some((row) => row.table === table))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
  });

  it('is found by statements that Postgres understands, of every table', async () => {
    for (const { table, where, keeps } of PERSONAL_TABLES) {
      const kept = keeps === undefined ? 'true' : `(${keeps.when})`;
      const sql = `${SUBJECT} SELECT count(*)::int AS count FROM ${table} AS t, s WHERE (${where}) AND ${kept}`;
      const { rows } = await ledger.running.storage.pool.query<{ count: number }>(sql, [
        [],
        [],
        [],
        [],
        [],
        [],
        [],
        [],
        [],
      ]);
      expect([table, rows]).toEqual([table, [{ count: 0 }]]);
    }
  });

  it('is shown, and deleted in all tables, by e-mail; a receipt without any of it stays', async () => {
    await somebodyOf('nobody-yet', STRANGER);
    const before = await ledger.exported();
    const held = await ask('POST', '/v1/personal-data/exports', { email: ` ${STRANGER.toUpperCase()} ` });
    expect(held.status).toBe(200);
    const tables = (held.body['tables'] as { table: string }[]).map(({ table }) => table);
    expect(tables).toEqual([
      'personal_data.personal_values',
      'desk.mails',
      'desk.person_tokens',
      'desk.memberships',
      'desk.people',
    ]);
    expect(JSON.stringify(held.body)).toContain('Zoe Quirk');
    expect(await everyRow()).toContain(STRANGER);

    const erased = await ask('POST', '/v1/personal-data/erasures', { email: STRANGER });
    expect(erased.status).toBe(201);
    expect(erased.body['tables']).toEqual(
      tables.map((table) => expect.objectContaining({ table, found: 1, erased: 1, kept: 0 })),
    );
    const left = await everyRow();
    expect(left.toLowerCase()).not.toContain('quirk');
    expect(JSON.stringify(erased.body).toLowerCase()).not.toMatch(/quirk|unmistakable/);
    const receipt = await ask('GET', `/v1/personal-data/erasures/${String(erased.body['id'])}`);
    expect(receipt).toEqual({ status: 200, body: erased.body });
    const again = await ask('POST', '/v1/personal-data/exports', { email: STRANGER });
    expect(again.body).toEqual({ arrivals: 0, contactOf: [], tables: [] });
    expect(await ledger.exported()).toBe(before);
    expect(await faultOfLog()).toBeNull();
  });

  it('is deleted by partner with its people, and export, facts and log stay what they are', async () => {
    const { partner = '' } = PARTNER;
    await somebodyOf(partner, 'anna@somewhere.example');
    const [before, factsBefore] = [await ledger.exported(), await facts()];
    expect(await everyRow()).toContain(EMAIL);
    const byEmail = await ask('POST', '/v1/personal-data/exports', { email: EMAIL });
    expect(byEmail.body['contactOf']).toEqual([{ program: 'plixo', partner }]);

    const erased = await ask('POST', '/v1/personal-data/erasures', { program: 'plixo', partner });
    expect(erased.status).toBe(201);
    const left = await everyRow();
    for (const gone of [EMAIL, PARTNER['name'] ?? '?', 'anna@somewhere.example']) expect(left).not.toContain(gone);
    // Another partner's is there still.
    const other =
      APPLIED.find(({ type, data }) => type === 'partner.applied' && data['partner'] !== partner)?.data ?? {};
    expect(left).toContain(other['email']);
    expect(await ledger.exported()).toBe(before);
    expect(await facts()).toEqual(factsBefore);
    expect(await faultOfLog()).toBeNull();
  });

  it('is no business of who has not the right, and of nobody for one program', async () => {
    const answer = await fetch(`${ledger.running.http.url}/v1/personal-data/erasures`);
    expect(answer.status).toBe(401);
    expect((await ask('GET', '/v1/personal-data/erasures/era_none')).status).toBe(404);
    expect((await ask('POST', '/v1/personal-data/exports', { email: EMAIL, partner: 'x' })).status).toBe(400);
  });
});

/** All tables but those of the read models, which hold references. */
const ALL_TABLES = `
  SELECT schemaname || '.' || tablename AS table FROM pg_tables
  WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'public')
    AND (schemaname NOT LIKE 'ledger_read_models%' OR tablename = 'versions')
    AND schemaname <> 'ledger_locks'
    AND (schemaname LIKE 'ledger%' OR schemaname IN ('api', 'desk', 'personal_data'))
  ORDER BY 1`;
