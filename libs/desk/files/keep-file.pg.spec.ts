import { DataSource } from 'typeorm';
import { Pool } from 'pg';
import { migrate } from '@ledger/postgres/migrate';
import { freshDatabase, type FreshDatabase } from '../../../test/support/postgres';
import { DeskFileOwner } from './file-owner.entity';
import { DeskFile } from './file.entity';
import { dropFile, dropFilesOf, FileRefused, filesOf, keepFile, readFileOf } from './keep-file';
import { deskFiles } from './migrations/0001-files';

const PDF = Buffer.from('%PDF-1.4\nthe same for both\n%%EOF\n');
const PNG = Buffer.from('\x89PNG\r\n\x1a\nx', 'latin1');
const ada = { program: 'plixo', kind: 'application', id: 'ada' };
const bob = { ...ada, id: 'bob' };

describe('files in Postgres', () => {
  let database: FreshDatabase;
  let desk: DataSource;

  beforeAll(async () => {
    database = await freshDatabase();
    const pool = new Pool({ connectionString: database.connectionString, max: 1 });
    await migrate(pool, [deskFiles]);
    await pool.end();
    desk = await new DataSource({
      type: 'postgres',
      url: database.connectionString,
      entities: [DeskFile, DeskFileOwner],
    }).initialize();
  });
  afterAll(async () => {
    await desk.destroy();
    await database.drop();
  });
  afterEach(() => desk.query('TRUNCATE desk.file_owners, desk.files'));

  const keep = (bytes: Buffer, name: string, owner = ada) => keepFile(desk.manager, { bytes, name }, owner);

  it('come out as they went in, and belong to whom they were given', async () => {
    const kept = await keep(PDF, 'dir/tax.pdf');
    expect(kept).toMatchObject({ name: 'tax.pdf', type: 'application/pdf', size: PDF.length });
    await keep(PNG, 'a.pdf');
    expect(await readFileOf(desk.manager, ada, kept.hash)).toEqual({ ...kept, bytes: PDF });
    expect(await readFileOf(desk.manager, bob, kept.hash)).toBeNull();
    expect((await filesOf(desk.manager, ada)).map(({ name, type }) => [name, type])).toEqual([
      ['a.pdf', 'image/png'],
      ['tax.pdf', 'application/pdf'],
    ]);
  });

  it('are kept once for all who have them, and go with the last of them', async () => {
    const { hash } = await keep(PDF, 'mine.pdf');
    await keep(PDF, 'hers.pdf', bob);
    await keep(PDF, 'renamed.pdf');
    expect(await desk.manager.count(DeskFile)).toBe(1);
    expect(await dropFile(desk.manager, ada, hash)).toBe(true);
    expect(await dropFile(desk.manager, ada, hash)).toBe(false);
    expect(await readFileOf(desk.manager, bob, hash)).toMatchObject({ name: 'hers.pdf', bytes: PDF });
    expect(await dropFilesOf(desk.manager, bob)).toBe(1);
    expect(await desk.manager.count(DeskFile)).toBe(0);
  });

  it('are nothing that its bytes do not say it is', async () => {
    await expect(keep(Buffer.from('<html>'), 'tax.pdf')).rejects.toThrow(
      new FileRefused('tax.pdf is not kept: by its bytes it is no PDF, PNG or JPEG'),
    );
    expect(await desk.manager.count(DeskFileOwner)).toBe(0);
  });
});
