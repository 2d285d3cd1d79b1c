import { migrate } from '@ledger/postgres/migrate';
import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '../../../test/support/postgres';
import { apiDataSource } from './api-data-source';
import { tokensExpire } from './migrations/0003-tokens-expire';
import { API_MIGRATIONS } from './migrations/api-migrations';
import { ensureFirstAdminToken, issueToken } from './issue-token';
import { listTokens } from './list-tokens';
import { revokeToken } from './revoke-token';
import { TOPIC_NAMES } from './token-kinds';
import { TokenRefused } from './token-refused';
import { makeToken } from './token-text';
import { widenToken } from './widen-token';

describe('tokens', () => {
  let database: FreshDatabase;
  let dataSource: DataSource;

  beforeEach(async () => {
    database = await freshDatabase();
    const pool = new Pool({ connectionString: database.connectionString });
    await migrate(pool, API_MIGRATIONS);
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

  it('have by their name no right that nobody gave them', async () => {
    const earlier = await freshDatabase();
    const pool = new Pool({ connectionString: earlier.connectionString });
    await migrate(
      pool,
      API_MIGRATIONS.filter((step) => step !== tokensExpire),
    );
    const insert = (name: string, topics: string[]) => {
      const { id, hash } = makeToken('ingest');
      return pool.query(
        `INSERT INTO api.tokens (id, name, kind, topics, hash, created_at) VALUES ($1, $2, 'ingest', $3, $4, now())`,
        [id, name, topics, hash],
      );
    };
    // As the step before gave it to any token of that name.
    await insert('ledger ingest', ['checkout', 'revenue', 'partners', 'payouts']);
    await insert('shop', ['checkout', 'payouts']);
    await migrate(pool, API_MIGRATIONS);
    const { rows } = await pool.query('SELECT name, topics, expires_at, program FROM api.tokens ORDER BY name');
    await pool.end();
    await earlier.drop();
    expect(rows).toEqual([
      { name: 'ledger ingest', topics: ['checkout', 'revenue', 'partners'], expires_at: null, program: null },
      { name: 'shop', topics: ['checkout', 'payouts'], expires_at: null, program: null },
    ]);
  });

  it('are made for every topic for who holds them, and nobody else', async () => {
    const issue = (name: string) => issueToken(dataSource, { kind: 'ingest', topics: ['revenue'], name });
    const [held, other] = [await issue('a'), await issue('b')];
    await widenToken(dataSource, held.text);
    await widenToken(dataSource, other.text.slice(0, -1) + (other.text.endsWith('A') ? 'B' : 'A'));
    await widenToken(dataSource, 'no token');
    expect((await listTokens(dataSource)).map(({ id, topics }) => [id, topics])).toEqual([
      [held.id, TOPIC_NAMES],
      [other.id, ['revenue']],
    ]);
  });

  it('keep until when they are, and for which program', async () => {
    const expiresAt = new Date(Date.now() + 86_400_000);
    await issueToken(dataSource, { kind: 'finance', topics: [], name: 'audit', expiresAt, program: 'plixo' });
    expect(await listTokens(dataSource)).toEqual([expect.objectContaining({ expiresAt, program: 'plixo' })]);
    const past = { kind: 'finance', topics: [], name: 'late', expiresAt: new Date(0) } as const;
    await expect(issueToken(dataSource, past)).rejects.toThrow('expires at 1970-01-01T00:00:00.000Z would be useless');
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
