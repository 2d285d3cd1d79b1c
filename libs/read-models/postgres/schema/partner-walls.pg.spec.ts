import type { DataSource } from 'typeorm';
import { withTerms } from '../../testing/entries';
import { freshReadModels, type FreshReadModels } from '../../testing/fresh-read-models';
import { twoPartners } from '../../testing/two-partners';
import { Projector } from '../projector';
import { becomePartner, NoPartnerRole, readAsPartner } from '../queries/partner-snapshot';
import { rebuildReadModels } from '../rebuild/rebuild-read-models';
import { inTransaction, withConnection } from '../sql';
import { PARTNER_ROLE } from './partner-walls';
import { LIVE_SCHEMA } from './version';

/** Whatever the role may read, of what is not Postgres' own; `walled`: only as row-level security lets it. */
const READABLE = `
  SELECT c.oid::regclass::text AS name, c.relkind IN ('r', 'p') AS is_table,
         CASE WHEN c.relkind IN ('r', 'p')
              THEN c.relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid)
                   AND (SELECT bool_and(pg_get_expr(polqual, polrelid) LIKE '%ledger.program%')
                          FROM pg_policy WHERE polrelid = c.oid)
              ELSE coalesce('security_invoker=true' = ANY (c.reloptions), false) END AS walled
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
     AND (has_table_privilege('${PARTNER_ROLE}', c.oid, 'SELECT') OR has_any_column_privilege('${PARTNER_ROLE}', c.oid, 'SELECT'))
   ORDER BY 1`;

interface Readable {
  readonly name: string;
  readonly is_table: boolean;
  readonly walled: boolean;
}

/** Tables whose rows name a partner, and what else of the live schema there is. */
const COLUMNS = `
  SELECT c.relname AS table, bool_or(a.attname = 'partner') AS has_partner
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
   WHERE c.relnamespace = '${LIVE_SCHEMA}'::regnamespace AND c.relkind = 'r' GROUP BY 1 ORDER BY 1`;

let readModels: FreshReadModels;
let dataSource: DataSource;
const entries = twoPartners();

beforeAll(async () => {
  readModels = await freshReadModels();
  ({ dataSource } = readModels);
  await new Projector(dataSource).project(batch(0, entries.length));
});
afterAll(() => readModels.remove());

const batch = (from: number, to: number) => ({
  fromCheckpoint: BigInt(from),
  toCheckpoint: BigInt(to),
  entries: withTerms(entries, from, to),
});
const readable = (): Promise<Readable[]> => dataSource.query(READABLE);
const columns = (): Promise<{ table: string; has_partner: boolean }[]> => dataSource.query(COLUMNS);

/** Each table that a partner's request may read, with the partners that its rows name; what has no such column: its size. */
async function seenBy(program: string, partner: string): Promise<Record<string, unknown>> {
  const tables = await columns();
  const seen: Record<string, unknown> = {};
  for (const { table, has_partner: hasPartner } of tables) {
    const what = hasPartner ? `coalesce(json_agg(DISTINCT partner), '[]')` : 'to_json(count(*)::int)';
    const rows = readAsPartner(dataSource, { program, partner }, ({ sql }) =>
      sql.rows<{ seen: unknown }>(`SELECT ${what} AS seen FROM ${LIVE_SCHEMA}.${table}`),
    );
    seen[table] = await rows.then(
      ([row]) => row?.seen,
      (error: unknown) => String(error).replace(/.*(permission denied).*/, '$1'),
    );
  }
  return seen;
}

/** Tables without a column of the partner whose walls have tests of their own, here and in tables/leads.pg.spec.ts. */
const PROVEN = [
  ...['attributions', 'closed_months', 'deal_matches', 'programs', 'reregistrations', 'sales_contacts'],
  ...['terms_publications', 'terms_versions'],
  ...['clicks', 'link_clicks', 'sign_up_codes', 'lead_claims'],
];

async function expectWalls(): Promise<void> {
  const all = await readable();
  expect(all.filter(({ walled }) => !walled)).toEqual([]);
  const named = (await columns()).filter(({ has_partner: hasPartner }) => hasPartner).map(({ table }) => table);
  expect(all.map(({ name }) => name.replace(`${LIVE_SCHEMA}.`, ''))).toEqual([...named, ...PROVEN].sort());
}

it('lets requests of partners read tables with a policy only: those that name a partner, and some that are proven', async () => {
  await expectWalls();
});

it('would see a view or a table that is readable without', async () => {
  await withConnection(dataSource, async (sql) => {
    await sql.run(`GRANT USAGE ON SCHEMA ops TO ${PARTNER_ROLE}`);
    await sql.run(`GRANT SELECT ON ops.lines, ${LIVE_SCHEMA}.postings TO ${PARTNER_ROLE}`);
  });
  const bare = (await readable()).filter(({ walled }) => !walled).map(({ name }) => name);
  await dataSource.query(`REVOKE SELECT ON ops.lines, ${LIVE_SCHEMA}.postings FROM ${PARTNER_ROLE}`);
  expect(bare).toEqual(['ops.lines', `${LIVE_SCHEMA}.postings`]);
});

it('shows each of two partners its own rows, and what is of the program', async () => {
  for (const partner of ['p', 'q']) {
    const seen = await seenBy('plixo', partner);
    for (const { table, has_partner: hasPartner } of await columns()) {
      if (hasPartner) expect([table, [[], [partner]]]).toEqual([table, expect.arrayContaining([seen[table]])]);
    }
    expect(seen).toMatchObject({
      lines: [partner],
      accounts: [partner],
      partners: [partner],
      customer_partners: [partner],
      payout_profiles: [partner],
      programs: 1,
      attributions: 1,
      postings: 'permission denied',
      rejected: 'permission denied',
      trial_balance: 'permission denied',
      invoices: 'permission denied',
    });
  }
});

it('shows attributions of its own customers only', async () => {
  const customers = (partner: string) =>
    readAsPartner(dataSource, { program: 'plixo', partner }, ({ sql }) =>
      sql.rows(`SELECT customer FROM ${LIVE_SCHEMA}.attributions ORDER BY customer`),
    );
  expect(await customers('p')).toEqual([{ customer: 'a' }]);
  expect(await customers('q')).toEqual([{ customer: 'b' }]);
});

it.each([
  ['of another program', 'other', 'p'],
  ['without a name', '', ''],
  ['of no such name', 'plixo', 'nobody'],
])('shows nothing of any partner to one %s', async (_, program, partner) => {
  const seen = await seenBy(program, partner);
  for (const { table, has_partner: hasPartner } of await columns()) {
    if (hasPartner) expect([table, seen[table]]).toEqual([table, []]);
  }
});

it('writes nothing, and is over with the transaction', async () => {
  const asPartner = (statement: string) =>
    readAsPartner(dataSource, { program: 'plixo', partner: 'p' }, ({ sql }) => sql.run(statement));
  await expect(asPartner(`UPDATE ${LIVE_SCHEMA}.accounts SET hold_minor = 0`)).rejects.toThrow('read-only');
  const before = `SELECT has_table_privilege('${LIVE_SCHEMA}.accounts', 'INSERT, UPDATE, DELETE') AS writes`;
  const rights = readAsPartner(dataSource, { program: 'plixo', partner: 'p' }, ({ sql }) => sql.rows(before));
  expect(await rights).toEqual([{ writes: false }]);
  // Each connection of the pool is the owner's again, and knows no partner.
  for (let connection = 0; connection < 6; connection += 1) {
    const [row] = await dataSource.query(`SELECT current_user = session_user AS mine,
      coalesce(current_setting('ledger.partner', true), '') AS partner`);
    expect(row).toEqual({ mine: true, partner: '' });
  }
});

it('stands after a rebuild took the place of the rows', async () => {
  const outcome = await rebuildReadModels({
    dataSource,
    readBatches: async function* (from, to) {
      yield await Promise.resolve(batch(Number(from), Number(to)));
    },
    swap: 'any',
    readersMayTakeMs: 60_000,
    say: () => undefined,
  });
  expect(outcome).toMatchObject({ swapped: true, differences: [] });
  await expectWalls();
  expect(await seenBy('plixo', 'p')).toMatchObject({ lines: ['p'], attributions: 1, programs: 1 });
});

it('says what to do where the user may not take the role', async () => {
  const user = `nobody_${process.pid}`;
  await dataSource.query(`CREATE ROLE ${user}`);
  const reading = withConnection(dataSource, (sql) =>
    inTransaction(sql, 'READ ONLY', async () => {
      await sql.run(`SET LOCAL SESSION AUTHORIZATION ${user}`);
      await becomePartner(sql, { program: 'plixo', partner: 'p' });
    }),
  );
  await expect(reading).rejects.toThrow(NoPartnerRole);
  await expect(reading).rejects.toThrow(/CREATE ROLE ledger_partner NOLOGIN; GRANT ledger_partner TO/);
  await dataSource.query(`DROP ROLE ${user}`);
});
