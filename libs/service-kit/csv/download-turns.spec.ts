import { DownloadTurns } from './download-turns';

function download() {
  let end: (error?: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    end = (error) => (error === undefined ? resolve() : reject(error));
  });
  return { read: jest.fn(() => ended), end: (error?: Error) => end(error) };
}

describe('downloads', () => {
  it('are read two at a time; the others wait in their order, until one has ended, however it ended', async () => {
    const turns = new DownloadTurns();
    const [a, b, c, d] = [download(), download(), download(), download()];
    const runs = [a, b, c, d].map(({ read }) => turns.run(read));
    await Promise.resolve();
    expect([a, b, c, d].map(({ read }) => read.mock.calls.length)).toEqual([1, 1, 0, 0]);
    a.end(new Error('the reader went away'));
    await expect(runs[0]).rejects.toThrow('went away');
    expect([c, d].map(({ read }) => read.mock.calls.length)).toEqual([1, 0]);
    for (const { end } of [b, c, d]) end();
    await expect(Promise.all(runs.slice(1))).resolves.toHaveLength(3);
  });

  it('are refused only where fifty wait already', async () => {
    const turns = new DownloadTurns();
    const busy = Array.from({ length: 52 }, download);
    const runs = busy.map(({ read }) => turns.run(read));
    await expect(turns.run(() => Promise.resolve())).rejects.toMatchObject({ kind: 'unavailable' });
    for (const { end } of busy) end();
    await Promise.all(runs);
    await expect(turns.run(() => Promise.resolve('free'))).resolves.toBe('free');
  });
});
