import type { EventStore } from '@ledger/event-store/event-store';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import { readLiveTerms } from '@ledger/read-models/postgres/queries/read-terms';
import { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { recordedArrival } from '@ledger/runner/log/arrival-events';
import { FACTS_CATEGORY } from '@ledger/runner/log/stream-names';
import { PersonalKeyDiffers } from '@ledger/runner/personal/check-key';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { PostgresPersonalDataStore } from '@ledger/runner/personal/postgres-personal-data-store';
import { programBeginnings } from '@ledger/runner/program-beginnings';
import { NO_METRICS } from '@ledger/runner/runner-metrics';
import { freshDatabase, type FreshDatabase } from '../../../test/support/postgres';
import { readServiceSettings } from '../settings/service-settings';
import { openServiceStorage } from '../storage/open-service-storage';
import type { Storage } from '../storage/open-storage';
import { prepareCluster } from './prepare-cluster';

const KEY = Buffer.alloc(32, 7);

describe('what the services of a cluster need', () => {
  let database: FreshDatabase;
  let storage: Storage;
  let said: string[];

  beforeEach(async () => {
    said = [];
    database = await freshDatabase();
    const settings = { LEDGER_POSTGRES_URL: database.connectionString, KAFKA_BROKERS: 'nobody:9092' };
    storage = await openServiceStorage(readServiceSettings(settings), silentKafkaLog);
  });
  afterEach(async () => {
    await storage.close();
    await database.drop();
  });

  const prepare = (personalKey: Buffer | null, termsFiles = ['programs/plixo.yaml']) =>
    prepareCluster({ ...storage, personalKey, termsFiles, command: 'ledger terms', say: (line) => said.push(line) });

  it('is made by the first start, with the terms on file as the first facts; a second one changes nothing', async () => {
    expect(await prepare(KEY)).toEqual(['plixo']);
    const end = await storage.store.lastPosition();
    expect(await factsOf(storage.store)).toEqual(['terms.published']);
    expect([...(await readLiveTerms(storage.readModels)).keys()]).toEqual(['plixo']);
    expect(await prepare(KEY)).toEqual([]);
    expect(await storage.store.lastPosition()).toBe(end);
    expect(said).toEqual([]);
  });

  it('comes from the log once it is begun: files that differ are named, and programs on file alone are not known', async () => {
    await prepare(KEY);
    await recordSignUp(storage);
    expect(await prepare(KEY, ['programs/reseller.yaml'])).toEqual([]);
    expect([...(await readLiveTerms(storage.readModels)).keys()]).toEqual(['plixo']);
    expect(said.at(-1)).toMatch(/^programs\/reseller.yaml: this ledger does not know program reseller yet/);
  });

  it('is not made with another key of personal data, and nothing is changed then', async () => {
    await prepare(KEY);
    const end = await storage.store.lastPosition();
    await expect(prepare(Buffer.alloc(32, 8))).rejects.toThrow(PersonalKeyDiffers);
    expect(await storage.store.lastPosition()).toBe(end);
  });

  it('needs no key where the log is of this edition', async () => {
    await prepare(KEY);
    expect(await prepare(null)).toEqual([]);
  });
});

/** The types of the arrivals of a log. */
async function factsOf(store: EventStore): Promise<string[]> {
  const types: string[] = [];
  for await (const event of store.readAll(0n, [FACTS_CATEGORY])) types.push(recordedArrival(event).arrival.eventType);
  return types;
}

/** Records a fact, as the gate would. */
async function recordSignUp({ store, pool }: Storage): Promise<void> {
  const ledger = await EmbeddedLedger.open({
    store,
    personalData: new PostgresPersonalDataStore(pool),
    concealer: new PersonalDataConcealer(KEY),
    programs: await programBeginnings(store, ['plixo']),
    wallClock: null,
    metrics: NO_METRICS,
  });
  const value = {
    specversion: '1.0',
    id: 'e1',
    source: 'test',
    type: 'customer.signed_up',
    program: 'plixo',
    time: '2026-01-10T00:00:00Z',
    data: { customer: 'c' },
  };
  const [answer] = await ledger.offer([{ value, origin: { place: 'test', index: 0 } }]);
  expect(answer?.verdict).toEqual({ type: 'accepted' });
}
