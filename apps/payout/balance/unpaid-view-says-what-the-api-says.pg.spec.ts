import type { DataSource } from 'typeorm';
import { judgeAllLive } from '@ledger/read-models/postgres/ahead/keep-next-payouts';
import { UNPAID_REASONS } from '@ledger/stages/payout/payout-gate';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { generateHistory } from '@tools/histories/generate-history';
import { presets } from '../../../test/properties/presets';
import { PayoutModule } from '../payout.module';
import { inApi, inView, nextInApi, nextInView } from './testing/unpaid-told-twice';

const EVENTS = 600;
const SEEDS = { adversarial: 11, crowded: 5 } as const;
/** Not whole weeks or months: the state is looked at in the middle of things. */
const EVENTS_AT_ONCE = 37;

const reasonsSeen = new Set<string>();

describe.each(['adversarial', 'crowded'] as const)('ops.unpaid, after each part of %s histories', (shape) => {
  let service: StartedService;
  beforeAll(async () => {
    service = await startService([PayoutModule], { withoutRuntime: true });
  });
  afterAll(() => service.stop());

  it.each(presets)(
    'has the reasons, amounts, ends and next payouts that the API has: $program',
    async (program) => {
      const events = generateHistory({ program: program.name, seed: SEEDS[shape], events: EVENTS, shape });
      for (let from = 0; from < events.length; from += EVENTS_AT_ONCE) {
        await service.feed(events.slice(from, from + EVENTS_AT_ONCE));
        const [viewed, told] = [await inView(service, program.name), await inApi(service, program.name)];
        expect(viewed).toEqual(told);
        expect(await nextInView(service, program.name)).toEqual(await nextInApi(service, program.name));
        for (const { reason } of viewed) reasonsSeen.add(reason);
      }
    },
    120_000,
  );

  it('has the same rows where the log is projected at once', async () => {
    const inParts = await judgedRows(service.readModels);
    const nextInParts = await rowsOf(service.readModels, 'next_payouts');
    await service.projectAnew();
    expect(inParts.length).toBeGreaterThan(10);
    expect(await judgedRows(service.readModels)).toEqual(inParts);
    expect(await rowsOf(service.readModels, 'partners_to_judge')).not.toEqual([]);
    await judgeAllLive(service.readModels);
    expect(await rowsOf(service.readModels, 'next_payouts')).toEqual(nextInParts);
    expect(await rowsOf(service.readModels, 'partners_to_judge')).toEqual([]);
  });
});

it('ops.unpaid was seen with every reason of the contract, but for what only the clock brings (unpaid-view-follows-the-clock)', () => {
  reasonsSeen.delete('true_up_expected');
  expect([...reasonsSeen, 'tax_form_expired'].sort()).toEqual([...UNPAID_REASONS].sort());
});

/** What was judged when it was projected. */
async function judgedRows(readModels: DataSource): Promise<object[]> {
  return readModels.query(`SELECT * FROM ${LIVE_SCHEMA}.payable_reasons ORDER BY program, partner, currency, reason`);
}

/** What was judged after it was projected. */
async function rowsOf(readModels: DataSource, table: string): Promise<object[]> {
  return readModels.query(`SELECT * FROM ${LIVE_SCHEMA}.${table} ORDER BY program, partner, 3`);
}
