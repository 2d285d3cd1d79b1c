import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thisProcess } from '../process-identity';
import { holdAlone, type Held } from './hold-alone';

const DEAD = { ...thisProcess(), started: 'in an earlier life of the machine' };

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-hold-'));
  path = join(folder, 'claim');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ask = (many: number): Promise<Held[]> => Promise.all(Array.from({ length: many }, () => holdAlone(path)));

async function winnerOf(all: readonly Held[]) {
  const [mine, ...more] = all.flatMap((held) => (held.isMine ? [held] : []));
  expect(more).toEqual([]);
  if (mine === undefined) throw new Error('nobody got it');
  return mine;
}

describe('a place that one process holds alone', () => {
  it('goes to exactly one of all who ask at the same moment, and the others are told who has it', async () => {
    const all = await ask(10);
    await winnerOf(all);
    expect(all.filter(({ isMine }) => !isMine)).toEqual(
      Array.from({ length: 9 }, () => ({ isMine: false, holder: thisProcess() })),
    );
    expect(await readdir(folder)).toEqual(['claim.1']);
  });

  it('goes to one again when it is released, time after time', async () => {
    for (let round = 1; round <= 30; round += 1) await (await winnerOf(await ask(5))).release();
    expect(await readdir(folder)).toEqual(['claim.30']);
  });

  it.each([
    ['was killed', JSON.stringify(DEAD)],
    ['left an empty file, since the power failed', ''],
    ['left half a file', '{"pid":'],
  ])('goes to exactly one where the holder before %s', async (_, content) => {
    for (let round = 0; round < 20; round += 1) {
      await writeFile(join(folder, 'claim.7'), content);
      await winnerOf(await ask(5));
      expect(await readdir(folder)).toEqual(['claim.8']);
      await rm(join(folder, 'claim.8'));
    }
  });
});
