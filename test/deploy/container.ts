import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { ComposeService } from './compose-file';

export interface ContainerOptions {
  readonly service: ComposeService;
  /** The image's entry point, where the service has none of its own. */
  readonly entrypoint: readonly string[];
  readonly folder: string;
  /** Names of compose's network with their ports, and where they are on this machine. */
  readonly hosts: Readonly<Record<string, string>>;
  /** The port of this machine that stands for the container's 3000. */
  readonly port: number;
}

/**
 * A service of docker-compose.yml as a process: its exact command and environment, and nothing else of ours; only the
 * names of other hosts, and the address that it listens on, are those of this machine.
 */
export class Container {
  private readonly child: ChildProcess;
  private output = '';
  readonly ended: Promise<number | null>;

  constructor(private readonly options: ContainerOptions) {
    const { service, entrypoint, folder } = options;
    const [command = '', ...args] = [...(service.entrypoint ?? entrypoint), ...(service.command ?? [])];
    this.child = spawn(command, args, { cwd: folder, env: this.environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')));
    }
    this.ended = once(this.child, 'exit').then(([status]) => status as number | null);
  }

  /** What it has written so far. */
  get log(): string {
    return this.output;
  }

  get url(): string {
    return `http://127.0.0.1:${this.options.port}`;
  }

  /** Runs compose's health check as the engine would; throws when the container has ended. */
  async isHealthy(): Promise<boolean> {
    if (this.child.exitCode !== null) throw new Error(`it ended: ${this.output.slice(-2_000)}`);
    const [kind, command = '', ...args] = this.options.service.healthcheck?.test ?? [];
    if (kind !== 'CMD') throw new Error('only health checks of the form CMD are run');
    const here = args.map((arg) => arg.replace('127.0.0.1:3000', `127.0.0.1:${this.options.port}`));
    return promisify(execFile)(command, here, { env: this.environment(), timeout: 10_000 }).then(
      () => true,
      () => false,
    );
  }

  /** As `docker stop`; answers the exit status and how long it took. */
  async stop(): Promise<{ readonly status: number | null; readonly tookMs: number }> {
    const sinceMs = performance.now();
    this.child.kill('SIGTERM');
    return { status: await this.ended, tookMs: performance.now() - sinceMs };
  }

  private environment(): NodeJS.ProcessEnv {
    const { service, hosts, port } = this.options;
    const given = Object.entries(service.environment ?? {}).map(([name, value]) => [
      name,
      this.mapped(String(value), hosts),
    ]);
    const isServer = service.healthcheck !== undefined;
    const listens = isServer ? { LEDGER_HOST: '127.0.0.1', LEDGER_PORT: String(port) } : {};
    return { PATH: process.env['PATH'], NODE_ENV: 'production', ...Object.fromEntries(given), ...listens };
  }

  private mapped(text: string, hosts: Readonly<Record<string, string>>): string {
    return Object.entries(hosts).reduce((mapped, [host, here]) => mapped.replaceAll(host, here), text);
  }
}
