import { accountText, type Account } from '@ledger/explain/account';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import type { JsonFields } from '@ledger/contracts/json-value';
import { explain, type Question } from '@ledger/runner/explain/explain';
import { acceptanceCase } from '../cases/acceptance-cases';
import { presetNamed } from '../properties/presets';
import { recordedLedger } from './ledger-in-memory';

/** What the release before recorded in other versions, or not at all. */
const BEFORE: Readonly<Record<string, readonly [type: string, ...without: string[]]>> = {
  'CommissionPosted.v3': ['CommissionPosted.v2', 'figures'],
  'PayoutMade.v3': ['PayoutMade.v2', 'figures'],
  'WinsChanged.v2': ['WinsChanged.v1', 'added', 'removed'],
};

/** A log as the release before figures would have recorded it. */
async function asBefore(store: MemoryEventStore): Promise<MemoryEventStore> {
  const before = new MemoryEventStore();
  for await (const { stream, revision, id, type, data, metadata } of store.readAll(0n, 'all')) {
    if (type === 'NothingPosted.v1') continue;
    const [asType, ...without] = BEFORE[type] ?? [type];
    const kept = Object.entries(data as JsonFields).filter(([field]) => !without.includes(field));
    const event = { id, type: asType, data: Object.fromEntries(kept), metadata };
    await before.append([{ stream, expectedRevision: revision - 1n, events: [event] }]);
  }
  return before;
}

describe('of what an earlier release recorded', () => {
  let store: MemoryEventStore;
  const ask = (question: Question): Promise<Account | null> =>
    explain({ store, personalData: null }, presetNamed('plixo'), question);
  const text = async (question: Question) => accountText((await ask(question)) as Account, 'en');

  beforeAll(async () => {
    const events = acceptanceCase('contract-1-plixo').events.trim().split('\n');
    store = await asBefore((await recordedLedger(events.map((line): unknown => JSON.parse(line)))).store);
  });

  it('an account of a line says what is known, and what is not', async () => {
    const { partner, invoice, line } = await firstLine(store);
    const said = await text({ of: 'line', partner, invoice, line, seq: null });
    expect(said).toContain('A release before this one recorded it: base ');
    expect(said).toContain('what it was computed from is not known.');
    expect(said).toContain('Caused by invoice.paid');
    expect(said).toMatch(/In sum\n {2}Stands: .* = .*\. \[R-ENG-01\]\n$/);
  });

  it('an account of an invoice has the lines of its event, and says what was not recorded', async () => {
    const { invoice } = await firstLine(store);
    expect(await text({ of: 'invoice', invoice })).toContain('It counts by invoice.paid');
  });

  it('an account of a payout has its sums, without the terms that they follow from', async () => {
    const said = await text({ of: 'payout', payout: 'po-1' });
    expect(said).toMatch(/Fee: .*; by which terms was not recorded\./);
    expect(said).toMatch(/Withheld: .*; why was not recorded\./);
    expect(said).toMatch(/Net: .* = /);
  });

  it.each<Question>([
    { of: 'line', partner: 'nobody', invoice: 'none', line: '1', seq: null },
    { of: 'own-line', partner: 'nobody', line: 'none' },
    { of: 'invoice', invoice: 'none' },
    { of: 'payout', payout: 'po-99' },
    { of: 'customer', customer: 'none' },
  ])('what nothing is recorded of has no account: %j', async (question) => {
    expect(await ask(question)).toBeNull();
  });
});

async function firstLine(store: MemoryEventStore) {
  for await (const { type, data } of store.readAll(0n, 'all')) {
    if (type === 'CommissionPosted.v2') return data as unknown as { partner: string; invoice: string; line: string };
  }
  throw new Error('nothing is posted');
}
