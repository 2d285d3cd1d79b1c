import { setTimeout as delay } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { clusterStatus } from '@ledger/hosting/local-cluster/cluster-status';
import type { Storage } from '@ledger/hosting/storage/open-storage';
import type { Sample } from './step-figures';

/** Often enough for runs of some seconds, seldom enough not to be what is measured. */
const LOOK_EVERY_MS = 200;

/** Notes again and again where every step of the cluster stands, the projection last. */
export class WatchedSteps {
  readonly samples: Sample[] = [];
  private readonly ended = new AbortController();
  private readonly looking: Promise<void>;
  private stopped: string | null = null;

  private constructor(
    private readonly admin: Admin,
    private readonly storage: Storage,
    first: Sample,
  ) {
    this.samples.push(first);
    this.looking = this.look();
  }

  /** Resolves after a first look, before anything is offered. */
  static async start(admin: Admin, storage: Storage): Promise<WatchedSteps> {
    return new WatchedSteps(admin, storage, (await sampleNow(admin, storage)).sample);
  }

  /** Why nothing will come any more; null: all lanes run. */
  failure(): Error | null {
    return this.stopped === null ? null : new Error(`no figure: ${this.stopped}`);
  }

  /** Takes a last look when all is done. */
  async stop(): Promise<void> {
    this.ended.abort();
    await this.looking;
    this.samples.push((await sampleNow(this.admin, this.storage)).sample);
  }

  private async look(): Promise<void> {
    while (!this.ended.signal.aborted) {
      await delay(LOOK_EVERY_MS);
      const { sample, stopped } = await sampleNow(this.admin, this.storage);
      this.samples.push(sample);
      this.stopped ??= stopped;
    }
  }
}

async function sampleNow(admin: Admin, { store, readModels }: Storage) {
  const { steps, projection, halted } = await clusterStatus(admin, store, readModels);
  const appended = Number(projection.appended);
  const sample: Sample = {
    atMs: performance.now(),
    steps: [
      ...steps.map(({ step, records, lag }) => ({ step, records: Number(records), lag: Number(lag) })),
      { step: 'projection', records: appended, lag: appended - Number(projection.projected) },
    ],
  };
  const lane = halted.find(({ state }) => state === 'stopped');
  const stopped = lane === undefined ? null : `lane ${lane.topic}/${lane.partition} stopped: ${lane.reason}`;
  return { sample, stopped };
}
