import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { MemoryPersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { openPresetLedger } from '../testing/open-preset-ledger';
import { approverOf } from './approver-of';

it('names who approved a payout as the person does, not by the pseudonym in the log', async () => {
  const [store, personalData] = [new MemoryEventStore(), new MemoryPersonalDataStore()];
  const ledger = await openPresetLedger(store, personalData);
  const event = { specversion: '1.0', source: '/test', program: 'plixo', time: '2026-01-01T00:00:00.000Z' };
  const approved = { ...event, id: 'a', type: 'payout.approved', data: { payout: 'po-1', by: 'Ada Lovelace' } };
  const reminded = { ...event, id: 'b', type: 'clock.advanced', data: {} };
  const answers = await ledger.offer(
    [approved, reminded].map((value, index) => ({ value, origin: { place: 'test', index } })),
  );
  const [first, second] = answers.map(({ seq }) =>
    approverOf({ program: 'plixo', madeAtSeq: seq ?? 0 }, { store, personalData }),
  );
  expect(await first).toBe('Ada Lovelace');
  expect(await second).toBeNull();
});
