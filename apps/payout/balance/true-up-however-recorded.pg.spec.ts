import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { instant } from '@ledger/kernel/instant';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { judgeAllLive } from '@ledger/read-models/postgres/ahead/keep-next-payouts';
import { Projector } from '@ledger/read-models/postgres/projector';
import { freshReadModels } from '@ledger/read-models/testing/fresh-read-models';
import { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { publishFirstTerms } from '@ledger/runner/first-terms';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { programBeginnings } from '@ledger/runner/program-beginnings';
import { catchUpProjection } from '@ledger/runner/project-log';
import { NO_METRICS } from '@ledger/runner/runner-metrics';
import { affiliate, brings, clock, paid, refunded } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { nextInApi, nextInView } from './testing/unpaid-told-twice';

const PROGRAM = 'three-tier';
const PRESETS = loadTerms(presetPaths());

/** What is said where so many events at once are recorded: what was decided on them stands stream by stream. */
async function toldOf(events: readonly object[], atOnce: number): Promise<string[]> {
  const store = new MemoryEventStore();
  const parts = { store, concealer: new PersonalDataConcealer(Buffer.alloc(32)) };
  await publishFirstTerms({ ...parts, onFile: PRESETS, now: instant(Date.UTC(2026, 0, 1)) });
  const names = PRESETS.map(({ name }) => name);
  const ledger = await EmbeddedLedger.open({
    ...parts,
    personalData: new MemoryPersonalDataStore(),
    programs: await programBeginnings(store, names),
    wallClock: null,
    metrics: NO_METRICS,
  });
  for (let from = 0; from < events.length; from += atOnce) {
    const part = events.slice(from, from + atOnce);
    await ledger.offer(part.map((value, index) => ({ value, origin: { place: `test ${from}`, index } })));
  }
  const fresh = await freshReadModels();
  const { dataSource: readModels } = fresh;
  try {
    await catchUpProjection(store, new Projector(readModels));
    await judgeAllLive(readModels);
    const viewed = await nextInView({ readModels }, PROGRAM);
    expect(viewed).toEqual(await nextInApi({ readModels }, PROGRAM));
    return viewed;
  } finally {
    await fresh.remove();
  }
}

it('a true-up that was posted is expected no more, also where its quarter was recorded in one batch', async () => {
  const events = given(PROGRAM, affiliate('p', '2026-01-01', 'solution'), brings('p', 'a', '2026-01-02'))
    .when(
      paid('i', 'a', '2026-03-02', 100_000),
      refunded('r', 'i', '2026-03-10', 40_000),
      clock('2026-04-01'),
      paid('j', 'a', '2026-04-02', 10_000),
      refunded('s', 'j', '2026-04-10', 1_000),
    )
    .events();
  const oneByOne = await toldOf(events, 1);
  expect(oneByOne).toEqual([expect.stringMatching(/^p USD \d+ 3000 0 0 3000 manual f$/)]);
  expect(await toldOf(events, events.length)).toEqual(oneByOne);
});
