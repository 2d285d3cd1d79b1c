import type { Type } from '@nestjs/common';
import { countMails } from '@ledger/desk/mail/list-mails';
import { instant, type Instant } from '@ledger/kernel/instant';
import { RetryLater } from '@ledger/messaging/lane';
import { keepNextPayouts } from '@ledger/read-models/postgres/ahead/keep-next-payouts';
import { Projector } from '@ledger/read-models/postgres/projector';
import { takeOverOps } from '@ledger/read-models/postgres/versions/take-over-ops';
import { appendingPatiently } from '@ledger/runner/append-patiently';
import { keepRailsConnected, RailConnector, type RailConnectorOptions } from '@ledger/runner/connect-rails';
import { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { projectWithPatience } from '@ledger/runner/project-with-patience';
import { catchUpProjection } from '@ledger/runner/project-log';
import type { LedgerRuntime } from '@ledger/runner/ledger-runtime';
import { RecordedEntries } from '@ledger/runner/recorded-entries';
import { checkedTrial } from '../clock/checked-trial';
import { ClockGuard } from '../clock/clock-guard';
import { decidedByCluster, leaveToAnother } from './decided-by-cluster';
import { LedgerMetrics } from '@ledger/service-kit/metrics/ledger-metrics';
import { readPositions } from '@ledger/service-kit/metrics/read-positions';
import { goOnAsBegun, type AskedStart, type Clock, type HowBegun } from '../data-folder/how-begun';
import { rememberEventStore } from '../data-folder/remembered-environment';
import { typed } from '../process/command-name';
import { bringLogToEdition } from '../preparation/bring-log-to-edition';
import { recoveriesOf } from '../rails/recoveries-of';
import { openRails } from '../rails/open-rails';
import { startSending, type SendingPlace } from '../rails/start-sending';
import type { Settings } from '../settings/settings';
import { openLedger, type OpenLedger } from '../storage/open-ledger';
import { Undo } from '../process/undo';
import { UserError } from '../process/user-error';
import { advanceWallClock } from '@ledger/runner/advance-wall-clock';
import { takeUpLog } from '../preparation/take-up-log';
import { projectionMetrics, runnerMetrics } from '@ledger/service-kit/metrics/report-metrics';
import { answeredInTime } from './answered-in-time';
import { clockedRuntime } from '../clock/clocked-runtime';
import { startMails } from '../mail/start-mails';
import { startWebhooks } from '../webhooks/start-webhooks';
import { serveHttp, type HttpServer } from './serve-http';

export interface EmbeddedOptions {
  /** The services that run in this process. */
  readonly modules: readonly Type[];
  readonly dataDir: string;
  readonly port: number;
  readonly asked: AskedStart;
  /** Payouts go by simulated rails. */
  readonly simulatedRails?: boolean;
  readonly settings: Settings;
  /** Told what a person who waits for the start may want to know. */
  readonly say?: (line: string) => void;
  /** Told when the ledger cannot go on: the process should end. */
  readonly onStopped: (error: unknown) => void;
}

/** What is under way when the ledger stops may take so long; then it is given up, and comes again when it is sent again. */
const STOP_TIMEOUT_MS = 5_000;

/** A ledger that runs in this process: five services, one log, its read models. */
export interface RunningEmbedded {
  readonly ledger: EmbeddedLedger;
  readonly storage: OpenLedger;
  readonly http: HttpServer;
  readonly begun: HowBegun;
  /** Resolves when the read models show everything that is recorded now. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Opens the storage, publishes the terms on file where the log has no facts yet, takes up the log, and serves HTTP. What
 * fails on the way leaves nothing running. Throws a Fault of kind `mend` for what the user can mend.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<RunningEmbedded> {
  const storage = await openLedger({ ...options, begins: true });
  const undo = new Undo();
  undo.by(() => storage.close());
  try {
    return await startOn(storage, options, undo);
  } catch (error) {
    await undo.allAfterFailure();
    // A clock that is wrong is not waited for here.
    throw error instanceof RetryLater ? new UserError(error.message) : error;
  }
}

async function startOn(storage: OpenLedger, options: EmbeddedOptions, undo: Undo) {
  const { store, readModels, personalData, concealer, settings } = storage;
  const { failpoint } = settings;
  const { asked, onStopped, say = () => undefined } = options;
  await bringLogToEdition({ store, personalData, concealer, isKeyed: true, say, failpoint });
  const begun = await goOnAsBegun(storage.dataDir, store, asked);
  const { clock } = begun;
  const metrics = new LedgerMetrics(readPositions(store, readModels), () => countMails(storage.pool));
  const guard = new ClockGuard(storage.pool);
  if (clock === 'wall') await guard.check();
  const now = (): Instant => instant(Date.now());
  const wallClock = clock === 'wall' ? now : null;
  const { programs } = await takeUpLog({
    store,
    readModels,
    concealer,
    termsFiles: settings.termsFiles,
    command: typed('terms'),
    say,
    failpoint,
  });
  await rememberEventStore(storage.dataDir, settings.eventStore.kind);
  const recorded = new RecordedEntries();
  const givingUp = new AbortController();
  const onTrouble = ({ message }: Error) => say(`nothing is recorded now: ${message}; going on as soon as it can be`);
  const decidedTo = await decidedByCluster(storage.pool);
  const ledger = await EmbeddedLedger.open({
    store: appendingPatiently(store, { signal: givingUp.signal, onWait: onTrouble }),
    personalData,
    concealer,
    programs,
    failpoint,
    recorded,
    decidedTo,
    wallClock,
    metrics: runnerMetrics(metrics, onStopped),
  });
  if (decidedTo.size > 0) await leaveToAnother(storage.pool);
  const caughtUp = keepRowsUpToDate({ storage, recorded, metrics }, options, undo);
  undo.by(async () => {
    const timer = setTimeout(() => givingUp.abort(), STOP_TIMEOUT_MS);
    await ledger.idle();
    clearTimeout(timer);
  });
  const answering = answeredInTime(ledger);
  const runtime = clock === 'wall' ? clockedRuntime(answering, guard) : answering;
  const checkClock = () => (clock === 'wall' ? guard.check() : Promise.resolve());
  const trial = checkedTrial({ store, concealer, programs, wallClock }, checkClock);
  if (clock === 'wall') await runByWallClock({ ledger, now, checkClock }, options, undo);
  const open = await railsAsked(storage, { ...options, clock }, undo);
  const http = await serveHttp({ ...options, open, storage, ledger, runtime, trial, metrics, clock });
  undo.by(() => http.close());
  const clockOf = (program: string) => (clock === 'wall' ? now() : ledger.clockOf(program));
  const recoveries = await recoveriesOf(storage);
  await sendByRails(storage, { recoveries, runtime, clockOf, rails: open.rails, warn: say }, undo);
  open.tellTo(http.url);
  undo.by(startWebhooks({ store, pool: storage.pool, recoveries }, say));
  undo.by(await startMails({ ...storage, recoveries, settings: settings.mail, warn: say }));
  return { ledger, storage, http, begun, caughtUp, stop: () => undo.all() };
}

/** Every rail that terms offer is connected, and time passes without events. */
async function runByWallClock(
  { ledger, ...clock }: RailConnectorOptions & { readonly ledger: EmbeddedLedger },
  { onStopped, say = () => undefined }: EmbeddedOptions,
  undo: Undo,
): Promise<void> {
  const rails = new RailConnector(ledger, clock);
  await rails.connect();
  const onWait = (reason: unknown) => say(`tick of the clock: ${String(reason)}`);
  undo.by(advanceWallClock(ledger, { ...clock, onFailure: onStopped, onWait }));
  undo.by(keepRailsConnected(rails, (reason) => say(`connecting rails: ${String(reason)}`)));
}

/** Opens the rails, where there are any: before anybody can ask for an account at one. */
function railsAsked(
  { dataDir, settings }: OpenLedger,
  { simulatedRails = false, clock, say = () => undefined }: EmbeddedOptions & { readonly clock: Clock },
  undo: Undo,
) {
  return openRails({ dataDir, settings: settings.rails, clock, simulated: simulatedRails, say }, undo);
}

/** Sends by the rails what the payout stage decides. */
async function sendByRails(
  { settings, store, pool, personalData }: OpenLedger,
  place: Pick<SendingPlace, 'clockOf' | 'warn' | 'recoveries' | 'rails'> & { readonly runtime: LedgerRuntime },
  undo: Undo,
): Promise<void> {
  const { failpoint } = settings;
  const programs = async () => (await place.runtime.programs()).map(({ name }) => name);
  undo.by(await startSending({ ...place, store, pool, personalData, failpoint, programs }));
}

interface Rows {
  readonly storage: OpenLedger;
  readonly recorded: RecordedEntries;
  readonly metrics: LedgerMetrics;
}

/** Projects what is recorded from now on, and lets schema `ops` show it. Answers what brings the rows to the end of the log. */
function keepRowsUpToDate(rows: Rows, { onStopped, say = () => undefined }: EmbeddedOptions, undo: Undo) {
  const { recorded, metrics } = rows;
  const { store, readModels, settings } = rows.storage;
  const { failpoint, readersMayTakeMs } = settings;
  const projector = new Projector(readModels, { failpoint });
  const progress = projectionMetrics(metrics);
  const stopping = new AbortController();
  const { signal } = stopping;
  const following = projectWithPatience({ store, projector, recorded, progress }, signal).catch((error: unknown) => {
    if (!signal.aborted) onStopped(error);
  });
  const takingOver = takeOverOps({
    dataSource: readModels,
    signal,
    warn: say,
    failpoint,
    readersMayTakeMs,
  });
  const judging = keepNextPayouts({ dataSource: readModels, signal, warn: say });
  undo.by(async () => {
    stopping.abort();
    await Promise.all([following, takingOver, judging]);
  });
  return async () => void (await catchUpProjection(store, projector, progress));
}
