import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { environment, LEDGER } from './as-a-stranger';

/** What `running.json` says of a cluster that runs. */
export interface RunningCluster {
  readonly url: string;
  readonly kafkaBrokers: readonly string[];
  readonly services: readonly { readonly service: string; readonly pid: number }[];
}

/** `npm run start:cluster -- --empty` on a folder of its own, as somebody starts it who has nothing of this project. */
export class ClusterOfAStranger {
  printed = '';

  private constructor(
    readonly dataDir: string,
    readonly process: ChildProcess,
  ) {
    for (const stream of [process.stdout, process.stderr])
      stream?.on('data', (text: Buffer) => (this.printed += text.toString()));
  }

  /** Resolves when it runs, with these variables, too; throws what it printed when it ended before. */
  static async start(more: NodeJS.ProcessEnv = {}): Promise<ClusterOfAStranger> {
    const dataDir = await mkdtemp(join(tmpdir(), 'ledger-stranger-'));
    const args = [LEDGER, 'start-cluster', '--empty', '--port', '0', '--data', dataDir];
    const cluster = new ClusterOfAStranger(
      dataDir,
      spawn(process.execPath, args, { env: { ...environment, ...more } }),
    );
    while (!cluster.printed.includes('The cluster runs') && !cluster.hasEnded) await pause(50);
    if (!cluster.hasEnded) return cluster;
    await cluster.remove();
    throw new Error(`the cluster did not start:\n${cluster.printed}`);
  }

  async running(): Promise<RunningCluster> {
    return JSON.parse(await readFile(join(this.dataDir, 'running.json'), 'utf8')) as RunningCluster;
  }

  /** Ctrl-C, where it still runs, and its folder is gone. */
  async remove(): Promise<void> {
    if (!this.hasEnded) {
      this.process.kill('SIGINT');
      await once(this.process, 'exit');
    }
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private get hasEnded(): boolean {
    return this.process.exitCode !== null;
  }
}
