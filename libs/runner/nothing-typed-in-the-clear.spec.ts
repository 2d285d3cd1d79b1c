import { jsonText } from '@ledger/contracts/json-text';
import { parseJsonText } from '@ledger/contracts/parse-json';
import { contentOf, inOrder } from '@ledger/contracts/same-content';
import type { JsonFields } from '@ledger/contracts/json-value';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { putEditionInForce } from './crossing/cross-to-edition';
import { EmbeddedLedger } from './embedded-ledger';
import { exportFacts } from './export-facts';
import { fingerprint } from './fingerprint';
import type { Offer } from './ledger-runtime';
import { PersonalDataConcealer } from './personal/conceal-personal-data';
import { MemoryPersonalDataStore } from './personal/personal-data-store';
import { NO_METRICS } from './runner-metrics';

const programs = loadTerms(presetPaths());
const concealer = new PersonalDataConcealer(Buffer.alloc(32));
const TYPED = 'Ada Lovelace <ada@example.com>';

let numbers = 0;

function offer(data: unknown, more: object = {}): Offer {
  numbers += 1;
  const header = { specversion: '1.0', id: `e${numbers}`, source: 's', type: 'partner.applied' };
  const value = { ...header, time: '2026-01-01T00:00:00Z', program: 'plixo', data, ...more };
  return { value, origin: { place: 'test', index: numbers } };
}

/** Places where somebody may type what is nobody's business. */
const TYPED_IN = (): Offer[] => [
  offer({ partner: 'p', type: 'partner', name: TYPED, email: TYPED, company: TYPED }),
  offer({ partner: 'p4', type: 'partner', answers: { [TYPED]: [TYPED] } }),
  offer({ partner: 'p5', type: 'partner', answers: TYPED }),
  offer({ partner: 'p2', type: 'partner', [TYPED]: TYPED, notes: { [TYPED]: [TYPED] } }),
  offer({ partner: 'p3', type: 'partner' }, { subject: TYPED, [TYPED]: TYPED }),
  offer({ partner: 'p', reason: TYPED, by: TYPED }, { type: 'partner.approved' }),
  offer({ partner: 'nobody', reason: TYPED, by: TYPED }, { type: 'partner.suspended' }),
  offer(TYPED),
  offer({ partner: 'p', type: 'partner', name: [TYPED] }),
  offer({ partner: [TYPED], type: 'partner', [TYPED]: TYPED }),
  offer({ invoice: 'i', customer: 'c', currency: 'USD', lines: [TYPED] }, { type: 'invoice.paid' }),
  offer({ anything: TYPED }, { type: 'partner.exploded' }),
  offer({ partner: 'p', [TYPED]: Infinity }),
  offer({ partner: 'p', type: 'partner', name: TYPED }, { program: 'nowhere' }),
  { ...offer(null), value: TYPED },
];

async function openOn(store: MemoryEventStore, personalData: MemoryPersonalDataStore) {
  return EmbeddedLedger.open({ store, personalData, concealer, programs, metrics: NO_METRICS, wallClock: null });
}

async function logOf(store: MemoryEventStore): Promise<string> {
  const events: string[] = [];
  for await (const { data, metadata } of store.readAll(0n, 'all')) events.push(jsonText([data, metadata]));
  return events.join('\n');
}

async function exported(store: MemoryEventStore, personalData: MemoryPersonalDataStore): Promise<string[]> {
  const lines: string[] = [];
  for await (const fact of exportFacts({ store, personalData, concealer })) lines.push(jsonText(fact));
  return lines;
}

it('stands neither in the log nor in its export, wherever it was typed', async () => {
  const [store, personalData] = [new MemoryEventStore(), new MemoryPersonalDataStore()];
  const ledger = await openOn(store, personalData);
  const offers = TYPED_IN();
  const answers = await ledger.offer(offers);
  expect(await logOf(store)).not.toMatch(/Ada L|ada@/);
  const lines = await exported(store, personalData);
  expect(lines.join('\n')).not.toMatch(/Ada L|ada@/);
  expect(lines).toHaveLength(offers.length);
  // What is fed again is judged as it was: the export's replay is this ledger.
  const again = await (
    await openOn(new MemoryEventStore(), personalData)
  ).offer(lines.map((line, index) => ({ value: parseJsonText(line), origin: { place: 'again', index } })));
  expect(again.map(({ verdict, id, program }) => ({ verdict, id, program }))).toEqual(
    answers.map(({ verdict, id, program }) => ({ verdict, id, program })),
  );
});

describe('a log of an earlier version, which kept names of fields that no schema names', () => {
  const sent = offer(
    { partner: 'p', type: 'partner', [TYPED]: 'x', answers: { [TYPED]: [TYPED] } },
    { subject: null, datacontenttype: 'application/json' },
  );
  const refund = (id: string) =>
    offer({ refund: 'r', invoice: 'i', amount: 1, [TYPED]: 'x' }, { type: 'payment.refunded', id });

  /** As an earlier version recorded it: names in the clear, each value under a pseudonym of its own, null as a value. */
  async function earlierLog(offers: readonly Offer[]): Promise<MemoryEventStore> {
    const store = new MemoryEventStore();
    const later = await openOn(new MemoryEventStore(), new MemoryPersonalDataStore());
    const answers = await later.offer(offers);
    const events = offers.map(({ value, origin }, index) => {
      const event = value as JsonFields;
      const { answers: form, ...named } = event['data'] as JsonFields;
      const concealed = form === undefined ? {} : { answers: concealer.refOf(form, 'unknown') };
      const data = { ...named, ...concealed, [TYPED]: concealer.refOf('x', 'unknown') };
      const attributes = 'subject' in event ? { subject: concealer.refOf(null, 'unknown') } : {};
      const old = inOrder({ ...event, ...attributes, data }) as JsonFields;
      const { id, source, eventType } = answers[index] ?? { id: '', source: '', eventType: '' };
      return {
        id: `00000000-0000-4000-8000-00000000000${index}`,
        type: 'EventAccepted.v1',
        data: {
          clockAt: '2026-01-01T00:00:00.000Z',
          content: fingerprint(contentOf(old)),
          event: old,
          factNumber: index + 1,
          id,
          seq: index + 1,
          source,
          type: eventType,
        },
        metadata: { ...origin, program: 'plixo', seq: index + 1 },
      };
    });
    await store.append([{ stream: 'facts-plixo', expectedRevision: -1n, events }]);
    return store;
  }

  it('knows again what it took, and exports it as a new log does', async () => {
    const store = await earlierLog([sent, refund('old')]);
    const personalData = new MemoryPersonalDataStore();
    await putEditionInForce({ store, personalData, concealer, programs, say: () => {} });
    const facts = await exported(store, personalData);
    expect(facts).toHaveLength(2);
    expect(facts.join('\n')).not.toMatch(/Ada L|ada@/);
    const ledger = await openOn(store, personalData);
    const [again, sameRefund] = await ledger.offer([
      { ...sent, origin: { place: 'again', index: 1 } },
      { ...refund('new'), origin: { place: 'again', index: 2 } },
    ]);
    expect(again?.verdict).toEqual({ type: 'ignored' });
    expect(sameRefund?.verdict).toEqual({ type: 'ignored' });
    const fresh = new MemoryEventStore();
    await (await openOn(fresh, personalData)).offer([sent]);
    expect(JSON.parse((await exported(store, personalData))[0] ?? '')).toEqual(
      JSON.parse((await exported(fresh, personalData))[0] ?? ''),
    );
  });
});
