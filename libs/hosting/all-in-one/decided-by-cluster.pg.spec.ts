import { Pool } from 'pg';
import { freshDatabase, type FreshDatabase } from '../../../test/support/postgres';
import { migrateLedger } from '../storage/migrate-ledger';
import { ClusterBook } from '../service/cluster-book';
import { decidedByCluster, leaveToAnother } from './decided-by-cluster';

describe('how far the stages of a cluster have come', () => {
  let database: FreshDatabase;
  let pool: Pool;

  beforeEach(async () => {
    database = await freshDatabase();
    pool = new Pool({ connectionString: database.connectionString });
    await migrateLedger(pool);
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  it('is as far as the last of them, from the beginning where one has done nothing, and forgotten by who takes over', async () => {
    expect(await decidedByCluster(pool)).toEqual(new Map());
    const book = new ClusterBook(pool, 'instance');
    const reached = { 'referral-intake': 9, attribution: 8, 'partner-status': 8, commission: 5, payout: 6 } as const;
    for (const [service, seq] of Object.entries(reached)) {
      book.reached({ service: service as keyof typeof reached, program: 'plixo', seq, factNumber: seq });
    }
    book.reached({ service: 'referral-intake', program: 'three-tier', seq: 3, factNumber: 3 });
    await book.close();
    expect(await decidedByCluster(pool)).toEqual(
      new Map([
        ['plixo', 5],
        ['three-tier', 0],
      ]),
    );
    await leaveToAnother(pool);
    expect(await decidedByCluster(pool)).toEqual(new Map());
  });
});
