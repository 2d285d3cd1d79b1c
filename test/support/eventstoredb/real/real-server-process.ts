// Owns a real EventStoreDB for tests, as a process of its own: real-server-process.ts OPTIONS-AS-JSON, started by a test
// run with a channel to it. It tells where it is controlled by HTTP (so that the processes of a run share the server),
// and ends when the run does, with the server and its data.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RealServerOptions, serverCommand } from './real-server-options';

const START_TIMEOUT_MS = 90_000;
const POLL_MS = 50;

class OwnedServer {
  private child: ChildProcess | undefined;
  private readonly printed: string;

  constructor(private readonly options: RealServerOptions) {
    mkdirSync(options.folder, { recursive: true });
    this.printed = join(options.folder, 'printed.log');
  }

  get pid(): number | undefined {
    return this.isRunning() ? this.child?.pid : undefined;
  }

  /** Starts it where it does not run, and resolves when it is ready. */
  async start(): Promise<void> {
    if (this.isRunning()) return;
    const { file, args, cwd, env } = serverCommand(this.options);
    const log = openSync(this.printed, 'a');
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', log, log] });
    this.child = child;
    let complaint = '';
    child.once('error', (error) => (complaint = error.message));
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await this.isLive())) {
      if (!this.isRunning() || Date.now() > deadline) {
        throw new Error(`EventStoreDB did not start: ${complaint}${readFileSync(this.printed, 'utf8').slice(-2_000)}`);
      }
      await sleep(POLL_MS);
    }
  }

  async signal(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (child === undefined || !this.isRunning()) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    if (signal === 'SIGTERM' || signal === 'SIGKILL') await exit;
  }

  /** With its data, at the end of the run. */
  remove(): void {
    this.child?.kill('SIGKILL');
    rmSync(this.options.folder, { recursive: true, force: true, maxRetries: 20 });
  }

  private isRunning(): boolean {
    return this.child?.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  private isLive(): Promise<boolean> {
    const { port, more } = this.options;
    if (more.includes('--insecure')) {
      return fetch(`http://127.0.0.1:${port}/health/live`).then(
        ({ ok }) => ok,
        () => false,
      );
    }
    // Whoever the certificate names: only whether the server is up is asked.
    return new Promise((resolve) => {
      const request = get(`https://127.0.0.1:${port}/health/live`, { rejectUnauthorized: false }, (response) => {
        response.resume();
        resolve((response.statusCode ?? 500) < 300);
      });
      request.on('error', () => resolve(false));
    });
  }
}

async function main(): Promise<void> {
  const server = new OwnedServer(JSON.parse(process.argv[2] ?? '') as RealServerOptions);
  process.once('disconnect', () => {
    server.remove();
    process.exit(0);
  });
  const actions: Readonly<Record<string, () => Promise<void>>> = {
    '/start': () => server.start(),
    '/stop': () => server.signal('SIGTERM'),
    '/kill': () => server.signal('SIGKILL'),
    '/freeze': () => server.signal('SIGSTOP'),
    '/thaw': () => server.signal('SIGCONT'),
  };
  const control = createServer((request, response) => {
    const action = actions[request.url ?? ''] ?? (() => Promise.reject(new Error(`no such action: ${request.url}`)));
    void action().then(
      () => response.end(JSON.stringify({ pid: server.pid })),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await server.start();
  control.listen(0, '127.0.0.1');
  await once(control, 'listening');
  process.send?.({ controlPort: (control.address() as AddressInfo).port });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
