import { instant, type Instant } from '@ledger/kernel/instant';
import { railWebhooks } from '@ledger/hosting/rails/rail-webhooks';
import { stripeOfficeOf } from '@ledger/hosting/rails/onboarding-office-of';
import { railsOf } from '@ledger/hosting/rails/open-rails';
import { openBank } from '@ledger/hosting/rails/open-bank';
import { startSending } from '@ledger/hosting/rails/start-sending';
import { ClusterRuntime } from '@ledger/hosting/service/cluster-runtime';
import { ReplyListener } from '@ledger/hosting/service/reply-listener';
import type { ClusterWiring } from '@ledger/hosting/service/run-service';
import type { ServiceParts } from '@ledger/hosting/service/service-parts';
import { taxPapersOf } from '@ledger/hosting/tax/tax-papers-of';
import { paperKeysOf } from '@ledger/tax/sealing/paper-keys';
import type { TaxPapers } from '@ledger/tax/tax-papers';
import { isTransient } from '@ledger/hosting/waiting/is-transient';
import { untilReady } from '@ledger/hosting/waiting/until-ready';
import { PostgresRecoveries } from '@ledger/rails/desk/postgres-recoveries';
import { readLiveTerms } from '@ledger/read-models/postgres/queries/read-terms';
import { PostgresPersonalDataStore } from '@ledger/runner/personal/postgres-personal-data-store';
import { ShownPrograms } from './shown-programs';

/** The stage beside which payouts are sent by the rails that this service was given, and their answers offered to the gate. */
export async function wireSender(parts: ServiceParts, stage: ClusterWiring): Promise<ClusterWiring> {
  const { settings, log, storage } = parts;
  const webhooks = railWebhooks(storage.pool, settings.rails);
  const rails = await railsOf({ ...settings, settings: settings.rails, say: (line) => log.info(`rails: ${line}`) });
  const gate = await askGate(parts);
  const papers = papersOf(parts, gate.runtime);
  const stopAsking = async () => {
    await gate.stop();
    await stage.stop?.();
  };
  const programs = new ShownPrograms(storage.readModels);
  const byWall = settings.clock === 'wall';
  const clockOf = (program: string): Instant | null => (byWall ? instant(Date.now()) : programs.clockOf(program));
  const place = {
    store: storage.store,
    pool: storage.pool,
    readModels: storage.readModels,
    recoveries: new PostgresRecoveries(storage.pool, null),
    personalData: new PostgresPersonalDataStore(storage.pool),
    failpoint: parts.failpoint,
    runtime: gate.runtime,
    programs: () => programs.names(),
    clockOf,
    rails,
    warn: (line: string) => log.warn(line),
  };
  const stopSending = await untilReady(() => startSending(place), { log, signal: parts.stop.signal, isTransient });
  const stop = async () => {
    await stopSending();
    await stopAsking();
  };
  const onboarding = rails.get('stripe')?.onboarding;
  const stripeOffice = onboarding === undefined ? null : stripeOfficeOf({ ...place, rail: onboarding });
  return { ...stage, webhooks, papers, bank: openBank(place), stripeOffice, stop };
}

/** Tax forms, where this service has the key to seal them. */
function papersOf({ storage, settings }: ServiceParts, runtime: ClusterRuntime): TaxPapers | null {
  const { personalKey, clock } = settings;
  return personalKey === null
    ? null
    : taxPapersOf({ pool: storage.pool, keys: paperKeysOf(personalKey), runtime, clock });
}

/** The way to the gate, with answers. */
async function askGate({ producer, kafka, log, instance, storage }: ServiceParts) {
  const programs = async () => [...(await readLiveTerms(storage.readModels)).values()];
  const runtime = new ClusterRuntime({ producer, programs, instance });
  const listener = new ReplyListener({ kafka, log, instance, onReply: (reply) => runtime.answered(reply) });
  await listener.start();
  return { runtime, stop: () => listener.stop() };
}
