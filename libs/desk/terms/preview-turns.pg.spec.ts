import { Pool } from 'pg';
import { migrate } from '@ledger/postgres/migrate';
import { DataSource } from 'typeorm';
import { freshDatabase } from '../../../test/support/postgres';
import { waitUntil } from '../../../test/support/wait-until';
import { termsPreviews } from './migrations/0001-terms-previews';
import { cancelPreview, endPreview, notePreview, takePreview } from './preview-turns';
import { TermsPreview } from './terms-preview.entity';

describe('previews of terms', () => {
  let desk: DataSource;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await freshDatabase();
    ({ drop } = database);
    const pool = new Pool({ connectionString: database.connectionString, max: 1 });
    await migrate(pool, [termsPreviews]);
    await pool.end();
    desk = await new DataSource({
      type: 'postgres',
      url: database.connectionString,
      entities: [TermsPreview],
    }).initialize();
  });

  afterAll(async () => {
    await desk.destroy();
    await drop();
  });

  beforeEach(() => desk.query('TRUNCATE desk.terms_previews'));

  const asked = (id: string) =>
    desk.getRepository(TermsPreview).insert({
      ...{ id, program: 'plixo', version: 2, hash: 'h', acknowledge: false, terms: '{}', changes: '[]', askedBy: 'me' },
    });
  const waitsForALock = async (): Promise<boolean> => {
    const waiting = await desk.query<object[]>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return waiting.length > 0;
  };
  const stateOf = async (id: string) => (await desk.manager.findOneByOrFail(TermsPreview, { id })).state;

  it('are computed one at a time, the one that waits longest first, wherever they are asked for', async () => {
    await asked('first');
    await asked('second');
    const taken = await Promise.all([1, 2, 3].map(() => takePreview(desk.manager)));
    const running = taken.filter((each) => each !== null);
    expect(running.map(({ preview }) => preview.id)).toEqual(['first']);
    for (const each of running) await endPreview(desk.manager, each, { state: 'done', effect: '{}' });
    expect((await takePreview(desk.manager))?.preview.id).toBe('second');
    expect(await takePreview(desk.manager)).toBeNull();
  });

  it('keep their order while somebody else just has the one whose turn it is in hand', async () => {
    await asked('first');
    await asked('second');
    const other = desk.createQueryRunner();
    await other.startTransaction();
    await other.query(`SELECT id FROM desk.terms_previews WHERE id = 'first' FOR UPDATE`);
    let isTaken = false;
    const taking = takePreview(desk.manager).finally(() => (isTaken = true));
    await waitUntil('it is taken, or waits', async () => isTaken || (await waitsForALock()));
    await other.rollbackTransaction();
    await other.release();
    expect((await taking)?.preview.id).toBe('first');
  });

  it('are begun anew when their process went silent, and it can write nothing any more', async () => {
    await asked('one');
    const lost = await takePreview(desk.manager);
    if (lost === null) throw new Error('it was to be taken');
    expect(await notePreview(desk.manager, lost, { done: 5, total: 10 })).toBe(true);
    await desk.query(`UPDATE desk.terms_previews SET seen_at = seen_at - interval '1 minute'`);
    const anew = await takePreview(desk.manager);
    expect(anew?.preview).toMatchObject({ id: 'one', done: 0 });
    expect(await notePreview(desk.manager, lost, { done: 6, total: 10 })).toBe(false);
    await endPreview(desk.manager, lost, { state: 'failed', failure: 'late' });
    expect(await stateOf('one')).toBe('running');
  });

  it('wait again when their process stops, and are over once they are cancelled', async () => {
    await asked('one');
    const taken = await takePreview(desk.manager);
    if (taken === null) throw new Error('it was to be taken');
    await endPreview(desk.manager, taken, { state: 'waiting' });
    expect(await stateOf('one')).toBe('waiting');
    const again = await takePreview(desk.manager);
    if (again === null) throw new Error('it was to be taken again');
    expect(await cancelPreview(desk.manager, 'other', 'one')).toBe(false);
    expect(await cancelPreview(desk.manager, 'plixo', 'one')).toBe(true);
    expect(await notePreview(desk.manager, again, { done: 1, total: 2 })).toBe(false);
    expect(await cancelPreview(desk.manager, 'plixo', 'one')).toBe(false);
    expect([await stateOf('one'), await takePreview(desk.manager)]).toEqual(['cancelled', null]);
  });
});
