import { instant } from '@ledger/kernel/instant';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { advanceWallClock } from './advance-wall-clock';
import type { LedgerRuntime, Offer } from './ledger-runtime';

const plixo = loadTerms(presetPaths()).filter(({ name }) => name === 'plixo');
const START = Date.UTC(2026, 0, 10, 9, 59, 0);
const DAYS_400_MS = 400 * 86_400_000;

let known: readonly ProgramTerms[];
let offered: Offer[];
let waits: string[];
let failures: unknown[];
let aheadMs: number;
let end: () => void;

const runtime: LedgerRuntime = {
  programs: () => Promise.resolve(known),
  clockOf: () => null,
  offer: (offers) => {
    offered.push(...offers);
    return Promise.resolve([]);
  },
};
const times = () => offered.map(({ value }) => (value as { time: string }).time);

beforeEach(() => {
  jest.useFakeTimers({ now: START });
  [known, offered, waits, failures, aheadMs] = [plixo, [], [], [], 0];
});

afterEach(() => {
  end();
  jest.useRealTimers();
});

async function run(): Promise<void> {
  end = advanceWallClock(runtime, {
    now: () => instant(Date.now() + aheadMs),
    checkClock: () => (aheadMs === 0 ? Promise.resolve() : Promise.reject(new Error('400 days ahead'))),
    onFailure: (error) => failures.push(error),
    onWait: (reason) => waits.push((reason as Error).message),
  });
  // It asks which programs there are.
  await jest.advanceTimersByTimeAsync(0);
}

it('tells of each full hour', async () => {
  await run();
  await jest.advanceTimersByTimeAsync(61 * 60_000);
  expect(times()).toEqual(['2026-01-10T10:00:00.000Z', '2026-01-10T11:00:00.000Z']);
});

it('waits while the clock is wrong, and tells of the hour when it is right again', async () => {
  await run();
  aheadMs = DAYS_400_MS;
  await jest.advanceTimersByTimeAsync(90_000);
  expect({ offered, waits }).toEqual({ offered: [], waits: ['400 days ahead'] });
  aheadMs = 0;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(times()).toEqual(['2026-01-10T10:00:00.000Z']);
});

it('does not record a tick that was planned while the clock was ahead', async () => {
  aheadMs = DAYS_400_MS;
  await run();
  aheadMs = 0;
  await jest.advanceTimersByTimeAsync(62 * 60_000);
  expect(times()).toEqual(['2026-01-10T11:00:00.000Z']);
  expect(failures).toEqual([]);
});

it('gives ticks to a program that became known meanwhile, and to each once', async () => {
  known = [];
  await run();
  known = plixo;
  await jest.advanceTimersByTimeAsync(121 * 60_000);
  expect(times()).toEqual(
    ['2026-01-10T10:00:00.000Z', '2026-01-10T11:00:00.000Z', '2026-01-10T12:00:00.000Z'].slice(1),
  );
});
