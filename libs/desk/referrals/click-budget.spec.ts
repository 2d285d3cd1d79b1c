import { ClickBudget, MOST_CLICKS_A_MINUTE, visitorOf } from './click-budget';

function budgetAt(): { budget: ClickBudget; clock: { ms: number } } {
  const clock = { ms: 1_000 };
  return { budget: new ClickBudget(() => clock.ms), clock };
}

it('takes so many clicks of an address in a minute, and again in the next', () => {
  const { budget, clock } = budgetAt();
  const many = () => Array.from({ length: MOST_CLICKS_A_MINUTE + 5 }, () => budget.take('192.0.2.1'));
  expect(many().filter(Boolean)).toHaveLength(MOST_CLICKS_A_MINUTE);
  expect(budget.take('192.0.2.2')).toBe(true);
  clock.ms += 59_999;
  expect(budget.take('192.0.2.1')).toBe(false);
  clock.ms += 1;
  expect(many().filter(Boolean)).toHaveLength(MOST_CLICKS_A_MINUTE);
});

it('counts a network of IPv6 as one, and an IPv4 address however it is written', () => {
  const { budget } = budgetAt();
  for (let click = 0; click < MOST_CLICKS_A_MINUTE; click += 1) budget.take(`2001:db8:0:1::${click}`);
  expect(budget.take('2001:db8::1:5:6:7:8')).toBe(false);
  expect(budget.take('2001:db8:0:2::1')).toBe(true);
  for (let click = 0; click < MOST_CLICKS_A_MINUTE; click += 1) budget.take('::ffff:192.0.2.1');
  expect(budget.take('192.0.2.1')).toBe(false);
});

it('forgets the addresses that came first where there are too many', () => {
  const { budget } = budgetAt();
  for (let click = 0; click <= MOST_CLICKS_A_MINUTE; click += 1) budget.take('192.0.2.1');
  for (let index = 0; index < 10_000; index += 1) budget.take(`10.${index % 100}.${Math.floor(index / 100)}.1`);
  expect(budget.take('192.0.2.1')).toBe(true);
});

it.each([
  ['198.51.100.7', undefined, '198.51.100.7'],
  ['198.51.100.7', '203.0.113.9', '198.51.100.7'],
  ['127.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['::ffff:10.0.0.2', 'spoofed, 203.0.113.9', '203.0.113.9'],
  ['10.0.0.2', '', '10.0.0.2'],
])('of the peer %s that forwards for %s it is the visit of %s', (peer, forwardedFor, visitor) => {
  expect(visitorOf(peer, forwardedFor)).toBe(visitor);
});
