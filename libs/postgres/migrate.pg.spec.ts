import { Pool } from 'pg';
import { freshDatabase, type FreshDatabase } from '../../test/support/postgres';
import { migrate, MigrationChanged, type Migration } from './migrate';

const things: Migration = { component: 'shop', number: 1, name: 'things', sql: 'CREATE TABLE things (id text)' };
const colours: Migration = {
  component: 'shop',
  number: 2,
  name: 'colours of things',
  sql: 'ALTER TABLE things ADD COLUMN colour text',
};

describe('migrations', () => {
  let database: FreshDatabase;
  let pool: Pool;

  beforeEach(async () => {
    database = await freshDatabase();
    pool = new Pool({ connectionString: database.connectionString });
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const columns = async () => {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'things' ORDER BY ordinal_position`,
    );
    return rows.map(({ name }) => name);
  };

  it('are made once, in their order, however many processes start at the same time', async () => {
    const made = await Promise.all([1, 2, 3].map(() => migrate(pool, [things, colours])));
    expect(made.flat()).toEqual(['things', 'colours of things']);
    expect(await columns()).toEqual(['id', 'colour']);
  });

  it('only grow: a later release makes what is new, and an earlier one beside it leaves that alone', async () => {
    await migrate(pool, [things]);
    expect(await migrate(pool, [things, colours])).toEqual(['colours of things']);
    expect(await migrate(pool, [things])).toEqual([]);
    expect(await columns()).toEqual(['id', 'colour']);
  });

  it('leave nothing behind when one fails', async () => {
    const broken = { ...colours, sql: 'ALTER TABLE things ADD COLUMN colour nonsense' };
    await expect(migrate(pool, [things, broken])).rejects.toThrow('nonsense');
    expect(await columns()).toEqual([]);
    expect(await migrate(pool, [things])).toEqual(['things']);
  });

  it('take a table as made that a release before the account of steps left behind', async () => {
    await pool.query('CREATE TABLE things (id text)');
    expect(await migrate(pool, [{ ...things, madeBefore: 'things' }, colours])).toEqual(['colours of things']);
    expect(await columns()).toEqual(['id', 'colour']);
  });

  it('refuse, in one line, a database whose step is not the one of this build', async () => {
    await migrate(pool, [things]);
    const changed = { ...things, sql: 'CREATE TABLE things (id text, colour text)' };
    await expect(migrate(pool, [changed])).rejects.toThrow(MigrationChanged);
    await expect(migrate(pool, [changed])).rejects.toThrow(
      /^the tables of shop were made by another step 1 \(things\) than this build has: [^\n]+$/,
    );
  });
});
