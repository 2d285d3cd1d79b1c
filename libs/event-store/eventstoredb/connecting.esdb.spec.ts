import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import {
  ALLOWED_USER,
  GUEST,
  PASSWORD,
  type SecureEventStoreDb,
  startSecureEventStoreDb,
} from '../../../test/support/eventstoredb/secure-event-store-db';
import { startEventStoreDb, type TestEventStoreDb } from '../../../test/support/eventstoredb/start-event-store-db';
import { freshNamespace } from '../../../test/support/eventstoredb/temporary-event-store-db';
import { makeTestCertificate, type TestCertificate } from '../../../test/support/eventstoredb/test-certificate';
import { all, APPENDED, event, to } from '../contract/sample-events.contract';
import { subscriber } from '../contract/subscriber.contract';
import { NO_STREAM } from '../event-store';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { readEventStoreDbSettings } from './eventstoredb-settings';

// Servers are started here, also on a busy machine.
jest.setTimeout(60_000);

describe('connecting to EventStoreDB', () => {
  let folder: string;
  let certificate: TestCertificate;
  let secure: SecureEventStoreDb;
  const servers: TestEventStoreDb[] = [];
  let namespace: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ledger-esdb-'));
    certificate = makeTestCertificate(folder);
    secure = await startSecureEventStoreDb(folder, certificate);
  });

  beforeEach(() => (namespace = freshNamespace()));

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  afterAll(async () => {
    await secure.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (options: Partial<Parameters<typeof startEventStoreDb>[0]> = {}) => {
    const dataDir = await mkdtemp(join(folder, 'data-'));
    const server = await startEventStoreDb({ ...options, dataDir });
    servers.push(server);
    return server;
  };

  const open = (environment: Readonly<Record<string, string>>) =>
    new EventStoreDbEventStore(
      readEventStoreDbSettings({
        EVENTSTORE_GIVE_UP_AFTER_MS: '100',
        EVENTSTORE_ANSWER_TIMEOUT_MS: '3000',
        EVENTSTORE_NAMESPACE: namespace,
        ...environment,
      }),
    );

  /** What a store says that cannot do its work: to a reader and to a writer the same. */
  const complaintOf = async (environment: Readonly<Record<string, string>>) => {
    const store = open(environment);
    const reading = await store.lastPosition().catch((error: Error) => error);
    const writing = await store.append([to('thing-1', NO_STREAM, event('a'))]).catch((error: Error) => error);
    await store.close();
    for (const error of [reading, writing]) {
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).message).not.toMatch(/\n|pass:word|wrong-password/);
    }
    expect((writing as Error).message).toBe((reading as Error).message);
    return reading as Error;
  };

  it('speaks TLS with a certificate authority of its own, and sends the credentials', async () => {
    const store = open({
      EVENTSTORE_URL: secure.url,
      EVENTSTORE_CA_FILE: certificate.certFile,
      EVENTSTORE_USERNAME: ALLOWED_USER,
      EVENTSTORE_PASSWORD: PASSWORD,
    });
    expect(await store.append([to('thing-1', NO_STREAM, event('a'))])).toMatchObject(APPENDED);
    const subscription = subscriber(store, 0n, 'all');
    await subscription.until(1);
    await subscription.end();
    await store.close();
  });

  it.each([
    ['wrong credentials', ALLOWED_USER, 'wrong-password', /refuses name and password: correct them in EVENTSTORE_URL/],
    ['missing rights', GUEST, PASSWORD, /knows the user, but gives it too few rights: grant those that docs/],
  ])('names %s, which no waiting makes right', async (_, name, password, message) => {
    const complaint = await complaintOf({
      EVENTSTORE_URL: secure.url,
      EVENTSTORE_CA_FILE: certificate.certFile,
      EVENTSTORE_USERNAME: name,
      EVENTSTORE_PASSWORD: password,
      EVENTSTORE_GIVE_UP_AFTER_MS: '60000',
    });
    expect(complaint).toMatchObject({ code: 'denied' });
    expect(complaint.message).toMatch(message);
  });

  it('names a certificate that is not trusted', async () => {
    const complaint = await complaintOf({ EVENTSTORE_URL: secure.url, EVENTSTORE_GIVE_UP_AFTER_MS: '60000' });
    expect(complaint).toMatchObject({ code: 'denied' });
    expect(complaint.message).toMatch(
      /has a certificate that is not trusted.*give its authority as EVENTSTORE_CA_FILE/,
    );
  });

  it('names a server that speaks no TLS, and one that speaks nothing else', async () => {
    const plain = await start();
    const withTls = await complaintOf({ EVENTSTORE_URL: `esdb://localhost:${plain.port}?tls=true` });
    expect(withTls.message).toMatch(/speaks no TLS: give tls=false/);
    const withoutTls = await complaintOf({ EVENTSTORE_URL: secure.url.replace('tls=true', 'tls=false') });
    expect(withoutTls.message).toMatch(/is tls in EVENTSTORE_URL as there\?/);
  });

  it('names a server that is not there, one that is not found, and one that does not answer', async () => {
    const complaint = await complaintOf({ EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false' });
    expect(complaint).toMatchObject({ code: 'unreachable' });
    expect(complaint.message).toMatch(/at 127\.0\.0\.1:1 does not answer \(connection refused\): is it running/);
    expect((await complaintOf({ EVENTSTORE_URL: 'esdb://nowhere.invalid:2113?tls=false' })).message).toMatch(
      /nowhere\.invalid:2113 cannot be found/,
    );
    const { url, freeze, thaw } = await start();
    await freeze();
    const silent = await complaintOf({ EVENTSTORE_URL: url, EVENTSTORE_ANSWER_TIMEOUT_MS: '200' });
    await thaw();
    expect(silent.message).toMatch(/did not answer within 200 ms/);
  });

  it('finds the leader of a cluster through any of its nodes', async () => {
    const leader = await start();
    const follower = await start({ leader: `127.0.0.1:${leader.port}` });
    const store = open({
      EVENTSTORE_URL: `esdb://127.0.0.1:1,127.0.0.1:${follower.port}?tls=false`,
      EVENTSTORE_GIVE_UP_AFTER_MS: '20000',
    });
    expect(await store.append([to('thing-1', NO_STREAM, event('a'))])).toMatchObject(APPENDED);
    await store.close();
    const direct = open({ EVENTSTORE_URL: leader.url });
    expect(await all(direct.read('thing-1', 0n))).toHaveLength(1);
    await direct.close();
  });

  it('goes on at the new leader when the old one became a follower', async () => {
    const old = await start();
    const store = open({
      EVENTSTORE_URL: `esdb+discover://127.0.0.1:${old.port}?tls=false`,
      EVENTSTORE_GIVE_UP_AFTER_MS: '20000',
    });
    await store.append([to('thing-1', NO_STREAM, event('a'))]);
    await old.stop();
    const successor = await start();
    const follower = await startEventStoreDb({
      dataDir: await mkdtemp(join(folder, 'data-')),
      port: old.port,
      leader: `127.0.0.1:${successor.port}`,
    });
    servers.push(follower);
    expect(await store.append([to('thing-2', NO_STREAM, event('b'))])).toMatchObject(APPENDED);
    await store.close();
  });

  it('says what to do about a node that is a follower, when only that one is named', async () => {
    const leader = await start();
    const follower = await start({ leader: `127.0.0.1:${leader.port}` });
    const store = open({ EVENTSTORE_URL: follower.url, EVENTSTORE_GIVE_UP_AFTER_MS: '300' });
    await expect(store.append([to('thing-1', NO_STREAM, event('a'))])).rejects.toThrow(
      /is not the leader of its cluster.*esdb\+discover/,
    );
    await store.close();
  });

  it('keeps ledgers apart that share a server, each in its namespace', async () => {
    const { url } = await start();
    const one = open({ EVENTSTORE_URL: url, EVENTSTORE_NAMESPACE: freshNamespace() });
    const other = open({ EVENTSTORE_URL: url, EVENTSTORE_NAMESPACE: freshNamespace() });
    const first = await one.append([to('thing-1', NO_STREAM, event('a'))]);
    await other.append([to('thing-1', NO_STREAM, event('b'))]);
    expect(await one.lastPosition()).toBe(first.ok && first.position);
    const events = await all(one.readAll(0n, 'all'));
    expect(events.map(({ stream, metadata }) => [stream, metadata['seq']])).toEqual([['thing-1', 'a']]);
    await Promise.all([one.close(), other.close()]);
  });

  it('names an event that something else wrote', async () => {
    const { url } = await start();
    const client = EventStoreDBClient.connectionString(url);
    await client.appendToStream(`${namespace}.thing-1`, jsonEvent({ type: 'other.v1', data: { other: true } }));
    await client.dispose();
    const store = open({ EVENTSTORE_URL: url });
    await expect(all(store.readAll(0n, 'all'))).rejects.toThrow(
      'event 0 of the stream "thing-1" in EventStoreDB has no ledger:hash in its metadata: another program wrote it',
    );
    await store.close();
  });
});
