import { isDeepStrictEqual } from 'node:util';
import { formatInstant, instant } from '@ledger/kernel/instant';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { presetNamed } from '../../../test/properties/presets';
import { quartersOfRefunds } from '../../../test/properties/quarters-of-refunds';
import { affiliate, brings, clock, paid, refunded } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { PayoutModule } from '../payout.module';
import { inApi, inView, nextInApi, nextInView } from './testing/unpaid-told-twice';

const PROGRAM = 'three-tier';
const EVENTS = 300;
const EVENTS_AT_ONCE = 37;
const SEEDS = 40;

let service: StartedService;
beforeEach(async () => {
  service = await startService([PayoutModule], { withoutRuntime: true });
});
afterEach(() => service.stop());

/** What both say, where both say the same. */
async function told(): Promise<string[]> {
  const viewed = await inView(service, PROGRAM);
  expect(viewed).toEqual(await inApi(service, PROGRAM));
  expect(await nextInView(service, PROGRAM)).toEqual(await nextInApi(service, PROGRAM));
  return viewed.map(({ reason, amount, endsAt }) =>
    [reason, amount, endsAt === null ? '-' : formatInstant(instant(Number(endsAt))).slice(0, 10)].join(' '),
  );
}

it('what the end of the quarter takes back is a reason of its own, until it is posted', async () => {
  const history = given(PROGRAM, affiliate('p', '2025-01-01', 'solution'), brings('p', 'a', '2025-01-02')).when(
    paid('i', 'a', '2025-03-02', 100_000),
    refunded('r', 'i', '2025-03-10', 40_000),
    refunded('s', 'i', '2025-03-11', 60_000),
    clock('2025-04-01'),
  );
  const events = history.events();
  await service.feed(events.slice(0, -3));
  const before = await told();
  await service.feed(events.slice(-3, -2));
  const partly = await told();
  await service.feed(events.slice(-2, -1));
  const whole = await told();
  await service.feed(events.slice(-1));
  expect([before, partly, whole, await told()]).toEqual([
    ['scheduled 30000 2025-04-01'],
    ['scheduled 18000 2025-04-01', 'true_up_expected 12000 2025-04-01'],
    ['true_up_expected 30000 2025-04-01'],
    [],
  ]);
});

describe('quarters of refunds', () => {
  const terms = presetNamed(PROGRAM).versions[0];
  const seeds = Array.from({ length: SEEDS }, (_, seed) => seed).filter((seed) =>
    isDeepStrictEqual(quartersOfRefunds(seed, 1).program.versions[0], terms),
  );

  let named = 0;

  it.each(seeds.slice(0, 4))('view and API say the same after each part: seed %i', async (seed) => {
    const { events } = quartersOfRefunds(seed, EVENTS);
    for (let from = 0; from < events.length; from += EVENTS_AT_ONCE) {
      await service.feed(events.slice(from, from + EVENTS_AT_ONCE));
      named += (await told()).filter((reason) => reason.startsWith('true_up_expected')).length;
    }
  });

  it('and a true-up was among what they said', () => {
    expect(named).toBeGreaterThan(0);
  });
});
