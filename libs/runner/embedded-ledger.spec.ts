import type { AppendRequest, AppendResult } from '@ledger/event-store/event-store';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { EmbeddedLedger, LedgerStopped } from './embedded-ledger';
import type { Offer } from './ledger-runtime';
import { PersonalDataConcealer } from './personal/conceal-personal-data';
import { MemoryPersonalDataStore } from './personal/personal-data-store';
import { ProgramUnknown } from './recover-pipelines';
import { NO_METRICS } from './runner-metrics';

/** Answers an append only some turns of the event loop later, as a server does. */
class DistantStore extends MemoryEventStore {
  override async append(requests: readonly AppendRequest[]): Promise<AppendResult> {
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    return super.append(requests);
  }
}

const presets = loadTerms(presetPaths());

const open = (store = new DistantStore(), programs = presets) =>
  EmbeddedLedger.open({
    store,
    personalData: new MemoryPersonalDataStore(),
    concealer: new PersonalDataConcealer(Buffer.alloc(32)),
    programs,
    wallClock: null,
    metrics: NO_METRICS,
  });

function clockAdvanced(index: number): Offer {
  const time = new Date(Date.UTC(2026, 0, index)).toISOString();
  const value = {
    specversion: '1.0',
    id: `e${index}`,
    source: '/test',
    type: 'clock.advanced',
    time,
    program: 'plixo',
  };
  return { value: { ...value, data: {} }, origin: { place: 'test', index } };
}

describe('the embedded ledger', () => {
  it('takes what is offered at the very moment of an answer', async () => {
    const ledger = await open();
    const answeredSeqs: number[] = [];
    const offerAll = async (index: number): Promise<void> => {
      const [answer] = await ledger.offer([clockAdvanced(index)]);
      answeredSeqs.push(answer?.seq ?? 0);
      if (index < 5) await offerAll(index + 1);
    };
    await offerAll(1);
    expect(answeredSeqs).toEqual([1, 2, 3, 4, 5]);
  });

  it('answers in the order of the offers, whoever waits for several', async () => {
    const ledger = await open();
    const offers = [1, 2, 3].map((index) => ledger.offer([clockAdvanced(index * 2), clockAdvanced(index * 2 + 1)]));
    const answers = (await Promise.all(offers)).flat();
    expect(answers.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    await ledger.idle();
    // Its position is one at which it can be read: by now a later one.
    const position = expect.any(String) as string;
    expect(await ledger.offer([clockAdvanced(3)])).toEqual([{ ...answers[1], repeated: true, position }]);
  });

  it('stops on what breaks a decider, so that nobody waits for ever, and answers what was decided before', async () => {
    const ledger = await open();
    const before = ledger.offer([clockAdvanced(1)]);
    await new Promise((resolve) => setImmediate(resolve));
    const breaking = { value: { ...(clockAdvanced(2).value as object), data: 1n }, origin: clockAdvanced(2).origin };
    const waiting = [breaking, clockAdvanced(3)].map((offer) => ledger.offer([offer]));
    for (const offered of waiting) await expect(offered).rejects.toThrow(LedgerStopped);
    expect(await before).toMatchObject([{ seq: 1 }]);
    await expect(ledger.offer([clockAdvanced(4)])).rejects.toThrow(LedgerStopped);
    expect(ledger.failure()?.message).toContain('BigInt');
  });

  it('refuses a log with facts of a program whose terms it does not have, in one line', async () => {
    const store = new DistantStore();
    const ledger = await open(store);
    await ledger.offer([clockAdvanced(1)]);
    const without = presets.filter(({ name }) => name !== 'plixo');
    await expect(open(store, without)).rejects.toThrow(
      new ProgramUnknown(
        'this ledger has facts of program plixo, but nothing in its log says by which terms: was it begun by a release before that kept them in files?',
      ),
    );
  });
});
