import type { DataSource } from 'typeorm';
import { formatDate, type CalendarDate } from '@ledger/kernel/calendar';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { Projector } from '@ledger/read-models/postgres/projector';
import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import { readLiveTermsOf } from '@ledger/read-models/postgres/queries/read-terms';
import { UNPAID_REASONS } from '@ledger/stages/payout/payout-gate';
import { TABLE_NAMES } from '@ledger/read-models/postgres/schema/tables';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';
import type { BalanceReason } from '@ledger/read-models/report/columns/balance-columns';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { testEvent } from '@ledger/service-kit/testing/two-programs';
import { generateHistory } from '../../../test/generators/generate-history';
import { crowdedHistory } from '../../../test/properties/crowded-history';
import { presets } from '../../../test/properties/presets';
import { freshDatabase, type FreshDatabase } from '../../../test/support/postgres';
import { PayoutModule } from '../payout.module';
import { balanceReasonsOf } from './balance-reasons';

const EVENTS = 600;
/** Not whole weeks or months: the state is looked at in the middle of things. */
const EVENTS_AT_ONCE = 37;

interface Unpaid {
  readonly account: string;
  readonly reason: string;
  readonly amount: string;
  readonly endedBy: string;
  readonly since: string | null;
  readonly endsFirstAt: string | null;
  readonly endsAt: string | null;
  readonly missing: string | null;
  readonly expiredOn: string | null;
}

/** Where something clears until the run that pays it, only the API's next payout says which one that is. */
const ENDS_WITH_A_RUN = ['scheduled', 'below_minimum'];

const reasonsSeen = new Set<string>();

describe.each(['adversarial', 'crowded'] as const)('ops.unpaid, after each part of %s histories', (shape) => {
  let database: FreshDatabase;
  let service: StartedService;
  beforeAll(async () => {
    database = await freshDatabase();
    service = await startService(database.connectionString, [PayoutModule], { withoutRuntime: true });
  });
  afterAll(async () => {
    await service.stop();
    await database.drop();
  });

  it.each(presets)(
    'has the reasons, amounts and ends that the API has: $program',
    async (program) => {
      const events = historyOf(program);
      for (let from = 0; from < events.length; from += EVENTS_AT_ONCE) {
        await service.feed(events.slice(from, from + EVENTS_AT_ONCE));
        const [viewed, told] = [await inView(service, program.program), await inApi(service, program.program)];
        expect(viewed).toEqual(told);
        for (const { reason } of viewed) reasonsSeen.add(reason);
      }
    },
    120_000,
  );

  it('has the same rows where the log is projected at once', async () => {
    const inParts = await judgedRows(service.readModels);
    const { entries } = service.runtime;
    await truncate(service.readModels);
    const toCheckpoint = BigInt(entries.length);
    await new Projector(service.readModels).project({ fromCheckpoint: 0n, toCheckpoint, entries });
    expect(inParts.length).toBeGreaterThan(10);
    expect(await judgedRows(service.readModels)).toEqual(inParts);
  });

  function historyOf({ program, versions }: ProgramTerms) {
    const terms = versions.at(-1)!;
    if (shape === 'crowded') return crowdedHistory(terms, 7, EVENTS);
    return generateHistory({ program, seed: 11, events: EVENTS, shape });
  }
});

it('ops.unpaid follows the clock where nothing else happens: a tax form expires, also of a partner that is held', async () => {
  const database = await freshDatabase();
  const service = await startService(database.connectionString, [PayoutModule], { withoutRuntime: true });
  const plixo = (time: string, type: string, data: object) => testEvent('plixo', time, type, data);
  const reasons = async () => {
    const viewed = await inView(service, 'plixo');
    expect(viewed).toEqual(await inApi(service, 'plixo'));
    return viewed.map(({ reason, expiredOn }) => {
      reasonsSeen.add(reason);
      return expiredOn === null ? reason : `${reason} ${formatDate(Number(expiredOn) as CalendarDate)}`;
    });
  };
  try {
    const money = { adjustment: 'bonus', partner: 'z', currency: 'USD', amount: 20_000, by: 'f', reason: 'promised' };
    await service.feed([
      plixo('2025-12-01', 'partner.applied', { partner: 'z', type: 'partner' }),
      plixo('2025-12-02', 'partner.approved', { partner: 'z' }),
      plixo('2025-12-03', 'partner.tax_form_recorded', { partner: 'z', form: 'W-8BEN', signedOn: '2022-06-01' }),
      plixo('2025-12-03', 'partner.payout_method_set', { partner: 'z', rail: 'stripe', account: 'acct' }),
      plixo('2025-12-04', 'adjustment.posted', money),
    ]);
    expect(await reasons()).toEqual(['scheduled']);
    await service.feed([plixo('2025-12-04', 'partner.suspended', { partner: 'z', by: 'f' })]);
    expect(await reasons()).toEqual(['suspended']);
    await service.feed([plixo('2025-12-31', 'clock.advanced', {})]);
    expect(await reasons()).toEqual(['suspended']);
    await service.feed([plixo('2026-01-01', 'clock.advanced', {})]);
    expect(await reasons()).toEqual(['suspended', 'tax_form_expired 2025-12-31']);
  } finally {
    await service.stop();
    await database.drop();
  }
});

it('ops.unpaid was seen with every reason that there is', () => {
  expect([...reasonsSeen].sort()).toEqual([...UNPAID_REASONS].sort());
});

/** What was judged when it was projected. */
async function judgedRows(readModels: DataSource): Promise<object[]> {
  return readModels.query(`SELECT * FROM ${LIVE_SCHEMA}.payable_reasons ORDER BY program, partner, currency, reason`);
}

/** The read models as they are before the log's first event. */
async function truncate(readModels: DataSource): Promise<void> {
  const names = TABLE_NAMES.filter((name) => name !== 'checkpoint').map((name) => `${LIVE_SCHEMA}.${name}`);
  await readModels.query(`TRUNCATE ${names.join(', ')}`);
  await readModels.query(`UPDATE ${LIVE_SCHEMA}.checkpoint SET position = 0`);
}

async function inApi(service: StartedService, name: string): Promise<Unpaid[]> {
  const terms = await readLiveTermsOf(service.readModels, name);
  if (terms === null) return [];
  return readProgram(service.readModels, name, async (snapshot) => {
    const found: Unpaid[] = [];
    const { clock } = snapshot.program;
    for await (const each of balanceReasonsOf({ snapshot, terms, clock })) found.push(toldOf(each));
    return withoutRuns(found).sort(byAccount);
  });
}

async function inView(service: StartedService, name: string): Promise<Unpaid[]> {
  const rows: Record<string, string | null>[] = await service.readModels.query(
    `SELECT partner || ' ' || currency AS account, reason, amount_minor::text AS amount, ended_by AS "endedBy",
            ${MILLISECONDS('since')} AS since, ${MILLISECONDS('ends_first_at')} AS "endsFirstAt",
            ${MILLISECONDS('ends_at')} AS "endsAt", missing_minor::text AS missing,
            (expired_on - date '1970-01-01')::text AS "expiredOn"
       FROM ops.unpaid WHERE program = $1`,
    [name],
  );
  return withoutRuns(rows as unknown as Unpaid[]).sort(byAccount);
}

const MILLISECONDS = (column: string) => `(extract(epoch FROM ${column}) * 1000)::bigint::text`;

function toldOf({ balance: { unpaid }, waiting }: BalanceReason): Unpaid {
  const { since, endsFirstAt, endsAt, missingMinor, expiredOn } = waiting;
  return {
    ...{ account: `${unpaid.partner} ${unpaid.currency}`, reason: waiting.reason, endedBy: waiting.endedBy },
    ...{ amount: String(waiting.amountMinor), since: textOf(since), endsFirstAt: textOf(endsFirstAt) },
    ...{ endsAt: textOf(endsAt), missing: textOf(missingMinor), expiredOn: textOf(expiredOn) },
  };
}

const textOf = (value: number | bigint | null) => (value === null ? null : String(value));

function withoutRuns(unpaid: readonly Unpaid[]): Unpaid[] {
  const clearing = new Set(unpaid.filter(({ reason }) => reason === 'clearing').map(({ account }) => account));
  return unpaid.map((each) =>
    clearing.has(each.account) && ENDS_WITH_A_RUN.includes(each.reason)
      ? { ...each, endsFirstAt: null, endsAt: null }
      : each,
  );
}

const keyOf = ({ account, reason }: Unpaid) => `${account} ${reason}`;
const byAccount = (a: Unpaid, b: Unpaid) => (keyOf(a) < keyOf(b) ? -1 : 1);
