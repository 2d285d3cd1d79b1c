import { CsvDownloads } from './csv-downloads';

describe('downloads', () => {
  it('are two at a time; a third is asked to wait until one has ended, however it ended', async () => {
    const downloads = new CsvDownloads();
    const ends: ((error?: Error) => void)[] = [];
    const download = () =>
      new Promise<void>((resolve, reject) => {
        ends.push((error) => (error === undefined ? resolve() : reject(error)));
      });
    const [first, second] = [downloads.run(download), downloads.run(download)];
    await expect(downloads.run(download)).rejects.toMatchObject({ kind: 'unavailable' });
    ends[0]?.(new Error('the reader went away'));
    await expect(first).rejects.toThrow('went away');
    const third = downloads.run(download);
    ends[1]?.();
    ends[2]?.();
    await expect(Promise.all([second, third])).resolves.toHaveLength(2);
  });
});
