import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from './write-whole';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'ledger-whole-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a file that is written whole', () => {
  it('takes the place of the one before, for its owner only, and leaves nothing beside it', async () => {
    const path = join(folder, 'a.json');
    await writeWhole(path, 'first');
    await writeWhole(path, 'second');
    expect(await readFile(path, 'utf8')).toBe('second');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  it('stays as it was where the writing fails', async () => {
    const path = join(folder, 'a.json');
    await writeWhole(path, 'first');
    await expect(writeWhole(path, undefined as never)).rejects.toThrow('argument must be of type string');
    expect(await readFile(path, 'utf8')).toBe('first');
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  it('says which folder is not there', async () => {
    await expect(writeWhole(join(folder, 'none', 'a.json'), 'x')).rejects.toThrow(/none/);
  });
});
