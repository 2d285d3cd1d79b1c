import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stands between the services and a server, and makes the way to it slow, or a connection half open. */
export class TcpProxy {
  private delayMs = 0;
  private readonly pairs = new Set<{ readonly ends: readonly [Socket, Socket]; halfOpen: boolean }>();

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly port: number,
  ) {}

  /** Before the server that an address with one host names; `defaultPort`: where it names no port. */
  static async to(address: string, defaultPort: number): Promise<TcpProxy> {
    const { hostname: host, port } = new URL(address);
    const upstream = { host, port: port === '' ? defaultPort : Number(port) };
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new TcpProxy(server, (server.address() as AddressInfo).port);
    server.on('connection', (client) => proxy.join(client, connect(upstream)));
    return proxy;
  }

  /** The address of the server, through here. */
  through(address: string): string {
    const url = new URL(address);
    return address.replace(url.host, `127.0.0.1:${this.port}`);
  }

  /** Everything takes so much longer, each way; 0: as fast as it can. */
  slowDown(delayMs: number): void {
    this.delayMs = delayMs;
  }

  /** The connections of this moment stay open and carry nothing any more; answers how many. New ones work. */
  leaveHalfOpen(): number {
    for (const pair of this.pairs) pair.halfOpen = true;
    return this.pairs.size;
  }

  async close(): Promise<void> {
    for (const { ends } of this.pairs) for (const end of ends) end.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(client: Socket, upstream: Socket): void {
    const pair = { ends: [client, upstream] as const, halfOpen: false };
    this.pairs.add(pair);
    const forward = (from: Socket, to: Socket) => {
      let before = Promise.resolve();
      from.on('data', (chunk: Buffer) => {
        if (pair.halfOpen) return;
        const dueAt = performance.now() + this.delayMs;
        // In their order, also when it gets faster again: what overtakes on the way would be another message.
        before = before.then(async () => {
          const leftMs = dueAt - performance.now();
          if (leftMs > 0) await sleep(leftMs);
          to.write(chunk);
        });
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        to.destroy();
        this.pairs.delete(pair);
      });
    };
    forward(client, upstream);
    forward(upstream, client);
  }
}
