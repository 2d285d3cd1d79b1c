import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freshEventStore } from '../../../test/support/event-store';
import { freshDatabase } from '../../../test/support/postgres';
import { event, to } from '../contract/sample-events.contract';
import { NO_STREAM, type RecordedEvent } from '../event-store';
import type { EventStoreError } from '../event-store-error';
import { PostgresEventStore } from './postgres-event-store';

/** A connection through which a test can be a bad network. */
class Proxy {
  /** What happens to the server's answers: passed on, swallowed, or taken for a reason to hang up. */
  answers: 'pass' | 'swallow' | 'hang up' = 'pass';
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;

  async start(target: URL): Promise<string> {
    this.server = createServer((client) => {
      const server = connect(Number(target.port), target.hostname);
      for (const socket of [client, server]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => [client, server].forEach((each) => each.destroy()));
      }
      client.pipe(server);
      server.on('data', (chunk) => {
        if (this.answers === 'pass') client.write(chunk);
        if (this.answers === 'hang up') this.hangUp();
      });
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    const url = new URL(target);
    url.port = String(typeof address === 'object' ? address?.port : '');
    return url.href;
  }

  /** Breaks all connections; from then on answers pass again. */
  hangUp(): void {
    this.answers = 'pass';
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  async stop(): Promise<void> {
    this.hangUp();
    this.server?.close();
    if (this.server) await once(this.server, 'close');
  }
}

describe('the event store when its Postgres cannot be reached', () => {
  let database: Awaited<ReturnType<typeof freshEventStore>>;
  let proxy: Proxy;
  let store: PostgresEventStore;
  let troubles: EventStoreError[];

  beforeEach(async () => {
    database = await freshEventStore();
    proxy = new Proxy();
    troubles = [];
    store = new PostgresEventStore({
      connectionString: await proxy.start(new URL(database.connectionString)),
      statementTimeoutMs: 200,
      onTrouble: (error) => troubles.push(error),
    });
  });

  afterEach(async () => {
    await store.close();
    await proxy.stop();
    await database.drop();
  });

  it('appends once when the answer is lost with the connection', async () => {
    await store.append([to('thing-1', NO_STREAM, event('a'))]);
    proxy.answers = 'hang up';
    expect(await store.append([to('thing-1', 0n, event('b'))])).toMatchObject({ ok: true, position: 2n });
    expect(troubles.map(({ code }) => code)).toEqual(['unreachable']);
    expect(await store.lastPosition()).toBe(2n);
    expect(await store.append([to('thing-1', 1n, event('c'))])).toMatchObject({ ok: true, duplicate: false });
  });

  it('does not wait for ever for a connection of which the other end is gone', async () => {
    await store.append([to('thing-1', NO_STREAM, event('a'))]);
    proxy.answers = 'swallow';
    const appending = store.append([to('thing-1', 0n, event('b'))]);
    while (troubles.length === 0) await new Promise((resolve) => setImmediate(resolve));
    proxy.answers = 'pass';
    expect(await appending).toMatchObject({ ok: true, position: 2n });
    expect(troubles[0]?.message).toMatch(/did not answer/);
  });

  it('goes on with a subscription after the connection broke', async () => {
    const seen: RecordedEvent[] = [];
    const stop = new AbortController();
    const following = store.subscribe(
      0n,
      'all',
      (events) => {
        seen.push(...events);
        if (seen.length === 1) proxy.hangUp();
        if (seen.length === 2) stop.abort();
        return Promise.resolve();
      },
      stop.signal,
    );
    await store.append([to('thing-1', NO_STREAM, event('a'))]);
    await store.append([to('thing-1', 0n, event('b'))]);
    await following;
    expect(seen.map(({ revision }) => revision)).toEqual([0n, 1n]);
  });

  it('says in one line what is wrong and what to do', async () => {
    const bare = await freshDatabase();
    const messageOf = async (change: (url: URL) => void) => {
      const url = new URL(bare.connectionString);
      change(url);
      const broken = new PostgresEventStore({ connectionString: url.href, giveUpAfterMs: 100 });
      const message = await broken.lastPosition().then(
        () => 'no error',
        (error: Error) => error.message,
      );
      await broken.close();
      expect(message).not.toContain(url.password);
      expect(message).not.toContain('\n');
      return message;
    };
    expect(await messageOf((url) => (url.port = '1'))).toMatch(
      /Postgres at 127\.0\.0\.1:1\/test_\w+ does not answer \(connection refused\): is it running/,
    );
    expect(await messageOf((url) => (url.password = 'wrong'))).toMatch(/refuses the password: correct the credentials/);
    expect(await messageOf((url) => (url.pathname = '/nowhere'))).toMatch(/has no such database: create it/);
    expect(await messageOf(() => undefined)).toMatch(/lack of rights|run the migrations of the event store first/);
    await bare.drop();
  });
});
