import { timeLeft } from './time-left';

it.each([
  [50, 100, 10_000, '10s'],
  [1, 100, 1_000, '1m39s'],
  [25, 150, 25_000, '2m05s'],
  [999, 1_000, 1_000, '1s'],
  [100, 100, 1_000, '1s'],
])('of %d done of %d after %d ms, the rest takes %s', (done, total, elapsedMs, left) => {
  expect(timeLeft(done, total, elapsedMs)).toBe(left);
});
