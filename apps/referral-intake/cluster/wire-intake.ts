import { instant } from '@ledger/kernel/instant';
import { BatchTransport } from '@ledger/messaging/batch-transport';
import { readLiveTerms } from '@ledger/read-models/postgres/queries/read-terms';
import { advanceWallClock } from '@ledger/runner/advance-wall-clock';
import { keepRailsConnected, RailConnector } from '@ledger/runner/connect-rails';
import { GatePartition } from '@ledger/runner/cluster/gate-partition';
import { notePersonalKey, type KeyedLedger } from '@ledger/runner/personal/check-key';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { PostgresPersonalDataStore } from '@ledger/runner/personal/postgres-personal-data-store';
import { findArrival } from '@ledger/runner/log/find-arrival';
import type { LedgerTrial } from '@ledger/runner/trial/make-trial';
import type { ReceivedRecord } from '@ledger/messaging/received-record';
import type { Origin } from '@ledger/runner/ledger-runtime';
import { keepSkipDesk, putAsideBy } from '@ledger/hosting/service/skip-desk';
import { isTransient } from '@ledger/hosting/waiting/is-transient';
import { untilReady } from '@ledger/hosting/waiting/until-ready';
import { checkedTrial } from '@ledger/hosting/clock/checked-trial';
import { ClockGuard } from '@ledger/hosting/clock/clock-guard';
import { laneNote } from '@ledger/hosting/service/lane-note';
import { laneReports } from '@ledger/hosting/service/lane-reports';
import type { ClusterWiring } from '@ledger/hosting/service/run-service';
import type { ServiceParts } from '@ledger/hosting/service/service-parts';
import { consumerModule } from '@ledger/hosting/service/consumer-module';
import { SettingsError } from '@ledger/hosting/settings/settings-error';
import { ClusterRuntime } from '@ledger/hosting/service/cluster-runtime';
import { GateWorker } from './gate-worker';
import { GateConsumer } from './gate.consumer';
import { IntakeForwarder } from './intake-forwarder';
import { IntakeConsumer } from './intake.consumer';
import { ReplyListener } from '@ledger/hosting/service/reply-listener';
import { GATE_TRANSPORT, INTAKE_TRANSPORT } from './transports';
import { GATE_GROUP, INTAKE_GROUP } from '@ledger/hosting/service/consumer-groups';

const now = () => instant(Date.now());

/** The intake consumers, the gate, and HTTP's way to it, in one service. */
export async function wireIntake(parts: ServiceParts): Promise<ClusterWiring> {
  const { settings, producer, failpoint, log, instance, kafka, storage, tracing } = parts;
  const intake = transport(parts, INTAKE_GROUP, INTAKE_TRANSPORT);
  const gate = transport(parts, GATE_GROUP, GATE_TRANSPORT);
  const guard = new ClockGuard(storage.pool);
  const checkClock = () => (settings.clock === 'wall' ? guard.check() : Promise.resolve());
  const forwarder = new IntakeForwarder({
    checkClock,
    book: parts.book,
    groupId: INTAKE_GROUP,
    tracing,
    maxBodyBytes: settings.http.maxBodyBytes,
    whyOriginStays: whyOriginStays(parts),
    producer,
    failpoint,
    now: () => new Date(),
  });
  const ledger = await keyed(parts);
  const worker = gateWorker(parts, gate, checkClock, ledger);
  keepDesk(parts, intake, forwarder);
  keepDesk(parts, gate, worker);
  const programs = async () => [...(await readLiveTerms(storage.readModels)).values()];
  const runtime = new ClusterRuntime({ producer, programs, instance });
  const listener = new ReplyListener({ kafka, log, instance, onReply: (reply) => runtime.answered(reply) });
  await listener.start();
  if (settings.clock === 'wall') runByWallClock(runtime, checkClock, parts);
  return {
    modules: [
      consumerModule(IntakeConsumer, [{ provide: IntakeForwarder, useValue: forwarder }]),
      consumerModule(GateConsumer, [{ provide: GateWorker, useValue: worker }]),
    ],
    trial: trialOf(parts, ledger, checkClock),
    transports: [intake, gate],
    runtime,
    checks: [laneNote('intake', intake), laneNote('gate', gate)],
    stop: () => listener.stop(),
  };
}

/** Until the service stops, time passes without events, and every rail that terms offer is connected. */
function runByWallClock(runtime: ClusterRuntime, checkClock: () => Promise<void>, { log, stop }: ServiceParts): void {
  const waits = (what: string) => (reason: unknown) => log.warn(`${what}: ${String(reason)}`);
  const tick = waits('tick of the clock');
  const endTicks = advanceWallClock(runtime, { now, checkClock, onFailure: tick, onWait: tick });
  const connector = new RailConnector(runtime, { now, checkClock });
  const endConnecting = keepRailsConnected(connector, waits('connecting rails'));
  for (const end of [endTicks, endConnecting]) stop.signal.addEventListener('abort', end, { once: true });
}

function transport(
  { settings, log, book, stop, producer, storage }: ServiceParts,
  groupId: string,
  transportId: symbol,
): BatchTransport {
  return new BatchTransport({
    settings: settings.kafka,
    log,
    groupId,
    transportId,
    reports: laneReports(groupId, log, book),
    onFatal: (failure) => stop.because(failure),
    putAside: putAsideBy(producer, storage.pool, log),
  });
}

/** Trials in this process over the event store: it has what the stages of the others decide from. */
function trialOf(
  { settings, beginnings }: ServiceParts,
  { store, concealer }: KeyedLedger,
  checkClock: () => Promise<void>,
): LedgerTrial {
  const wallClock = settings.clock === 'wall' ? now : null;
  return checkedTrial({ store, concealer, programs: [...beginnings.values()], wallClock }, checkClock);
}

/** Carries out what `ledger lanes skip` asks for. */
function keepDesk({ log, storage, stop }: ServiceParts, transport: BatchTransport, worker: Worker): void {
  const whyItStays = (record: ReceivedRecord) => worker.whyItStays(record);
  const desk = { service: 'referral-intake' as const, pool: storage.pool, log, transport, whyItStays };
  void keepSkipDesk(desk, stop.signal);
}

type Worker = Pick<GateWorker, 'whyItStays'>;

function whyOriginStays({ storage }: ServiceParts): (origin: Origin) => Promise<string | null> {
  return async (origin) => {
    const names = [...(await readLiveTerms(storage.readModels)).keys()];
    const place = await findArrival(storage.store, names, origin);
    if (place === null) return null;
    return (
      `it has a verdict (entry ${place.seq} of the log of "${place.program}"), and what is recorded is not put aside: ` +
      'it waits for a build of referral-intake that can pass it on, or for the repair that the reason names'
    );
  };
}

/** What conceals personal data, by the log's own key. Throws SettingsError without a key, PersonalKeyDiffers with another. */
async function keyed({ settings, storage, log, stop }: ServiceParts): Promise<KeyedLedger> {
  if (settings.personalKey === null) {
    throw new SettingsError(
      'LEDGER_PERSONAL_KEY is missing: the key of the pseudonyms, 64 hexadecimal digits, the same for the life of a ledger',
    );
  }
  const concealer = new PersonalDataConcealer(settings.personalKey);
  const ledger = { store: storage.store, concealer, personalData: new PostgresPersonalDataStore(storage.pool) };
  await untilReady(() => notePersonalKey(ledger), { log, signal: stop.signal, isTransient });
  return ledger;
}

function gateWorker(
  parts: ServiceParts,
  gate: BatchTransport,
  checkClock: () => Promise<void>,
  ledger: KeyedLedger,
): GateWorker {
  const { settings, beginnings, producer, book, failpoint, runnerMetrics } = parts;
  const wallClock = settings.clock === 'wall' ? now : null;
  return new GateWorker({
    makeGate: () =>
      new GatePartition({
        ...ledger,
        programs: beginnings,
        wallClock,
        failpoint,
        metrics: runnerMetrics,
      }),
    producer,
    book,
    failpoint,
    groupId: GATE_GROUP,
    now: () => new Date(),
    tracing: parts.tracing,
    events: parts.events,
    whyOriginStays: whyOriginStays(parts),
    assigned: () => gate.lanes().map(({ partition }) => partition),
    checkClock,
  });
}
