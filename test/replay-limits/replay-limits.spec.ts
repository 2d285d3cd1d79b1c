import { streamHistory } from '@tools/histories/generate-history';
import { replayInAProcess, type ReplayFigures } from './replay-in-a-process';

const EVENTS = 100_000;
/** From here on, what each further event takes is looked at. */
const FEWER_EVENTS = 20_000;
const MOST_BYTES = 512 * 1024 * 1024;
const MOST_BYTES_PER_FURTHER_EVENT = 4 * 1024;

jest.setTimeout(600_000);

const told: string[] = [];
// Seconds depend on what else the machine does: they are told, not judged.
afterAll(() => process.stdout.write(`${told.join('\n')}\n`));

async function replay(what: string, lines: Iterable<string>): Promise<ReplayFigures> {
  const figures = await replayInAProcess(lines);
  told.push(`replay of ${what}: ${figures.seconds.toFixed(1)} s, ${Math.round(figures.peakBytes / 1024 / 1024)} MB`);
  return figures;
}

it('100,000 events of ordinary business take less than 512 MB, each further one at most 4 KB', async () => {
  const history = (events: number) => streamHistory({ program: 'plixo', seed: 1, events, shape: 'uniform' });
  const fewer = await replay('20,000 steady events', history(FEWER_EVENTS));
  const all = await replay('100,000 steady events', history(EVENTS));
  expect(all.peakBytes).toBeLessThan(MOST_BYTES);
  expect((all.peakBytes - fewer.peakBytes) / (EVENTS - FEWER_EVENTS)).toBeLessThanOrEqual(MOST_BYTES_PER_FURTHER_EVENT);
});

it('100,000 events of a program in which everything happens: too', async () => {
  const lines = streamHistory({ program: 'three-tier', seed: 1, events: EVENTS, shape: 'adversarial' });
  expect((await replay('100,000 adversarial events', lines)).peakBytes).toBeLessThan(MOST_BYTES);
});
