import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StageService } from '@ledger/messaging/topics';

/** A service ends itself after nine seconds of stopping; one that does not is killed. */
const STOP_LIMIT_MS = 10_000;

export interface ServiceProcessOptions {
  readonly service: StageService;
  /** From 1, among the instances of its service. */
  readonly number: number;
  readonly environment: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** Where the built services are. */
  readonly appsDir: string;
}

/** One life of one instance of a service, as a process of its own; it ends when this process does. */
export class ServiceProcess {
  private readonly child: ChildProcess;
  /** Resolves with its address when it takes part in the cluster; rejects when it ends before. */
  readonly ready: Promise<string>;
  /** Resolves when it has ended, with how. */
  readonly ended: Promise<string>;

  constructor(private readonly options: ServiceProcessOptions) {
    const { service, environment, logFile, appsDir } = options;
    const log = openSync(logFile, 'a');
    // A process group of its own: Ctrl-C reaches the parent alone, which ends its services in order.
    this.child = fork(join(appsDir, service, 'main.js'), [], {
      env: environment,
      detached: true,
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    this.ended = once(this.child, 'exit').then(([status, signal]) => String(signal ?? `status ${status}`));
    this.ready = this.untilReady();
    this.ready.catch(() => undefined);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Names a moment at which it is to die; for tests, and only where its LEDGER_FAILPOINT is `told`. */
  arm(failpoint: string): void {
    // It may be dying at this very moment: then there is nobody to tell.
    if (this.child.connected) this.child.send({ failpoint }, () => undefined);
  }

  /** Ends it in order; after ten seconds without. */
  async stop(): Promise<void> {
    const impatient = setTimeout(() => this.child.kill('SIGKILL'), STOP_LIMIT_MS);
    this.child.kill('SIGTERM');
    await this.ended;
    clearTimeout(impatient);
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private async untilReady(): Promise<string> {
    const { service, number, logFile } = this.options;
    const name = `${service} ${number}`;
    const told = once(this.child, 'message').then(([message]) => {
      const { url = '', failure } = message as { url?: string; failure?: string };
      if (failure === undefined) return url;
      throw new Error(`${name}: ${failure.split('\n')[0]} (its log: ${logFile})`);
    });
    const gone = this.ended.then(async (how) => {
      // What it said last may still be on its way.
      if (this.child.connected) await once(this.child, 'disconnect');
      const last = readFileSync(logFile, 'utf8').trimEnd().split('\n').at(-1) ?? '';
      throw new Error(`${name} ended (${how}): ${last} (its log: ${logFile})`);
    });
    return Promise.race([told, gone]);
  }
}
