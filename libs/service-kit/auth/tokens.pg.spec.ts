import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '../../../test/support/postgres';
import { apiDataSource } from '../database/api-data-source';
import { migrateLedger } from '../database/migrate-ledger';
import { tokensForPayouts } from '../database/migrations/0002-tokens-for-payouts';
import { ensureFirstAdminToken, issueToken } from './issue-token';
import { listTokens } from './list-tokens';
import { revokeToken } from './revoke-token';
import { TOPIC_NAMES } from './token-kinds';
import { TokenRefused } from './token-refused';

describe('tokens', () => {
  let database: FreshDatabase;
  let dataSource: DataSource;

  beforeEach(async () => {
    database = await freshDatabase();
    const pool = new Pool({ connectionString: database.connectionString });
    await migrateLedger(pool);
    await pool.end();
    dataSource = await apiDataSource({ connectionString: database.connectionString }).initialize();
  });

  afterEach(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('gives the first admin token once, however many processes start at the same time', async () => {
    const given = await Promise.all([1, 2, 3].map(() => ensureFirstAdminToken(dataSource)));
    expect(given.filter((text) => text !== null)).toEqual([expect.stringMatching(/^ledger_admin_[0-9a-f]{16}_.{43}$/)]);
    expect(await ensureFirstAdminToken(dataSource)).toBeNull();
    expect(await listTokens(dataSource)).toEqual([
      expect.objectContaining({ kind: 'admin', name: 'first start', revokedAt: null }),
    ]);
  });

  it('keeps no secret: neither in the table nor in the list', async () => {
    const { text } = await issueToken(dataSource, { kind: 'ingest', topics: ['revenue'], name: 'billing' });
    const rows: object[] = await dataSource.query('SELECT t::text AS row FROM api.tokens t');
    const secret = text.slice(text.lastIndexOf('_', text.length - 43) + 1);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(await listTokens(dataSource))).not.toContain(secret);
    expect(rows).toHaveLength(1);
  });

  it('issues tokens for every topic of the contract', async () => {
    await issueToken(dataSource, { kind: 'ingest', topics: TOPIC_NAMES, name: 'all' });
    expect(await listTokens(dataSource)).toEqual([expect.objectContaining({ topics: TOPIC_NAMES })]);
  });

  it('that were for every topic of the command line are for payouts too after the step, and no others', async () => {
    const [checkout, revenue, partners] = ['checkout', 'revenue', 'partners'] as const;
    await issueToken(dataSource, { kind: 'ingest', topics: [checkout, revenue, partners], name: 'ledger ingest' });
    await issueToken(dataSource, { kind: 'ingest', topics: [checkout, revenue, partners], name: 'shop' });
    await issueToken(dataSource, { kind: 'ingest', topics: [revenue], name: 'ledger ingest' });
    await dataSource.query(tokensForPayouts.sql);
    const topics = (await listTokens(dataSource)).map(({ name, topics: given }) => `${name}: ${given.join(' ')}`);
    expect(topics.sort()).toEqual([
      'ledger ingest: checkout revenue partners payouts',
      'ledger ingest: revenue',
      'shop: checkout revenue partners',
    ]);
  });

  it('revokes one token and leaves the other', async () => {
    const [one, two] = await Promise.all(
      ['one', 'two'].map((name) => issueToken(dataSource, { kind: 'finance', topics: [], name })),
    );
    await revokeToken(dataSource, one!.id);
    const tokens = await listTokens(dataSource);
    expect(tokens.find(({ id }) => id === one!.id)?.revokedAt).toBeInstanceOf(Date);
    expect(tokens.find(({ id }) => id === two!.id)?.revokedAt).toBeNull();
    await expect(revokeToken(dataSource, one!.id)).rejects.toThrow('was revoked before');
    await expect(revokeToken(dataSource, 'feed')).rejects.toThrow(
      new TokenRefused('there is no token feed: see ledger tokens list'),
    );
  });

  it.each([
    [{ kind: 'ingest', topics: [], name: 'x' }, 'needs at least one topic'],
    [{ kind: 'finance', topics: ['revenue'], name: 'x' }, 'has no topics'],
    [{ kind: 'admin', topics: [], name: ' ' }, 'needs a name'],
  ] as const)('refuses %j', async (request, message) => {
    await expect(issueToken(dataSource, request)).rejects.toThrow(message);
    expect(await listTokens(dataSource)).toEqual([]);
  });
});
