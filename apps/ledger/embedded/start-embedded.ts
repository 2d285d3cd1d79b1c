import { instant, type Instant } from '@ledger/kernel/instant';
import { loadTerms, presetPaths, TermsFileError } from '@ledger/program/load-terms-file';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { RetryLater } from '@ledger/messaging/lane';
import { Projector } from '@ledger/read-models/postgres/projector';
import { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { projectAsRecorded } from '@ledger/runner/project-as-recorded';
import { catchUpProjection } from '@ledger/runner/project-log';
import { publishTerms, TermsDiffer } from '@ledger/runner/publish-terms';
import { RecordedEntries } from '@ledger/runner/recorded-entries';
import { ClockGuard } from '@ledger/service-kit/cluster/clock-guard';
import { LedgerMetrics } from '@ledger/service-kit/metrics/ledger-metrics';
import { readPositions } from '@ledger/service-kit/metrics/read-positions';
import { openStorage, type Storage } from '../storage/open-storage';
import { termsByName } from '../terms-by-name';
import { UserError } from '../user-error';
import { advanceWallClock } from '@ledger/runner/advance-wall-clock';
import { failpointFrom } from '@ledger/service-kit/failpoint';
import { projectionMetrics, runnerMetrics } from '@ledger/service-kit/metrics/report-metrics';
import { serveHttp, type HttpServer } from './serve-http';

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly clock: 'events' | 'wall';
  readonly environment: NodeJS.ProcessEnv;
  /** Told when the ledger cannot go on: the process should end. */
  readonly onStopped: (error: unknown) => void;
}

/** A ledger that runs in this process: five services, one log, its read models. */
export interface RunningEmbedded {
  readonly ledger: EmbeddedLedger;
  readonly storage: Storage;
  readonly http: HttpServer;
  readonly termsOf: (program: string) => ProgramTerms;
  /** Resolves when the read models show everything that is recorded now. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the storage, publishes the presets on an empty log, takes up the log, and serves HTTP. */
export async function startEmbedded(options: EmbeddedOptions): Promise<RunningEmbedded> {
  const programs = presetPrograms();
  const storage = await openStorage(options);
  const failpoint = failpointFrom(options.environment);
  const metrics = new LedgerMetrics(readPositions(storage.store, storage.readModels));
  try {
    if (options.clock === 'wall') await new ClockGuard(storage.pool).check();
    await publishTerms(storage.store, programs);
  } catch (error) {
    await storage.close();
    throw error instanceof TermsDiffer || error instanceof RetryLater ? new UserError(error.message) : error;
  }
  const now = (): Instant => instant(Date.now());
  const recorded = new RecordedEntries();
  const ledger = await EmbeddedLedger.open({
    ...{ store: storage.store, personalData: storage.personalData, concealer: storage.concealer, programs, failpoint },
    wallClock: options.clock === 'wall' ? now : null,
    metrics: runnerMetrics(metrics, options.onStopped),
    recorded,
  });
  const termsOf = termsByName(programs);
  const projector = new Projector(storage.readModels, { calendarOf: (name) => termsOf(name).calendar, failpoint });
  const progress = projectionMetrics(metrics);
  const stopping = new AbortController();
  const here = { store: storage.store, projector, recorded, progress };
  const following = projectAsRecorded(here, stopping.signal).catch((error: unknown) => {
    if (!stopping.signal.aborted) options.onStopped(error);
  });
  const http = await serveHttp({ ...options, storage, ledger, metrics, programs });
  const endTicks = options.clock === 'wall' ? advanceWallClock(ledger, now, options.onStopped) : () => undefined;
  return {
    ...{ ledger, storage, http, termsOf },
    caughtUp: async () => void (await catchUpProjection(storage.store, projector, progress)),
    stop: async () => {
      endTicks();
      await http.close();
      await ledger.idle();
      stopping.abort();
      await following;
      await storage.close();
    },
  };
}

function presetPrograms(): ProgramTerms[] {
  try {
    return loadTerms(presetPaths());
  } catch (error) {
    throw error instanceof TermsFileError ? new UserError(error.message) : error;
  }
}
