import { RateLimit } from './rate-limit';

const NOW = Date.UTC(2026, 0, 1);

it('lets a minute’s requests pass at once, then says when the next may come', () => {
  const limit = new RateLimit(60);
  for (let request = 0; request < 60; request += 1) expect(limit.take('a', NOW)).toEqual({ allowed: true });
  expect(limit.take('a', NOW)).toEqual({ allowed: false, retryAfterSeconds: 1 });
  expect(limit.take('a', NOW + 500)).toEqual({ allowed: false, retryAfterSeconds: 1 });
  expect(limit.take('a', NOW + 1_000)).toEqual({ allowed: true });
  expect(limit.take('a', NOW + 1_000)).toMatchObject({ allowed: false });
});

it('counts each caller for itself', () => {
  const limit = new RateLimit(1);
  expect(limit.take('a', NOW)).toEqual({ allowed: true });
  expect(limit.take('a', NOW)).toEqual({ allowed: false, retryAfterSeconds: 60 });
  expect(limit.take('b', NOW)).toEqual({ allowed: true });
});

it('gives all back after a minute, also where nobody asked meanwhile, and never more', () => {
  const limit = new RateLimit(7);
  for (let request = 0; request < 7; request += 1) expect(limit.take('a', NOW)).toEqual({ allowed: true });
  const later = NOW + 3_600_000;
  for (let request = 0; request < 7; request += 1) expect(limit.take('a', later)).toEqual({ allowed: true });
  expect(limit.take('a', later)).toMatchObject({ allowed: false });
});

it('does not grow without end, however many callers come', () => {
  const limit = new RateLimit(1);
  for (let caller = 0; caller < 60_000; caller += 1) limit.take(`caller ${caller}`, NOW);
  expect((limit as unknown as { fullAt: Map<string, number> }).fullAt.size).toBeLessThanOrEqual(50_000);
  expect(limit.take('caller 59999', NOW)).toMatchObject({ allowed: false });
});
