import { instant } from '@ledger/kernel/instant';
import type { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import type { LedgerRuntime } from '@ledger/runner/ledger-runtime';
import { PersonalReads } from '@ledger/runner/personal/personal-reads';
import type { LedgerTrial } from '@ledger/runner/trial/make-trial';
import { ensureFirstAdminToken } from '@ledger/service-kit/access/issue-token';
import { createApplication, listen } from '@ledger/service-kit/create-application';
import type { ReadinessCheck } from '@ledger/service-kit/health/readiness-check';
import type { LedgerMetrics } from '@ledger/service-kit/metrics/ledger-metrics';
import type { Type } from '@nestjs/common';
import { destination } from 'pino';
import type { Clock } from '../data-folder/how-begun';
import { mailbox } from '../mail/mailbox';
import { readOwnMails } from '../mail/own-mails';
import { taxPapersOf } from '../tax/tax-papers-of';
import { openBank } from '../rails/open-bank';
import { stripeOfficeOf } from '../rails/onboarding-office-of';
import type { OpenRails } from '../rails/open-rails';
import { railWebhooks } from '../rails/rail-webhooks';
import { recoveriesOf } from '../rails/recoveries-of';
import type { OpenLedger } from '../storage/open-ledger';
import { Undo } from '../process/undo';

export interface HttpServer {
  /** Such as `http://127.0.0.1:4600`. */
  readonly url: string;
  /** The first token of this ledger, told once; null: it was told before. */
  readonly firstAdminToken: string | null;
  close(): Promise<void>;
}

export interface HttpParts {
  /** The services. */
  readonly modules: readonly Type[];
  readonly port: number;
  readonly storage: OpenLedger;
  readonly ledger: EmbeddedLedger;
  /** The same, as those see it who feed it. */
  readonly runtime: LedgerRuntime;
  /** Where events are tried on it. */
  readonly trial: LedgerTrial;
  readonly metrics: LedgerMetrics;
  readonly clock: Clock;
  /** Payouts go by simulated rails. */
  readonly simulatedRails?: boolean;
  /** The rails that are open. */
  readonly open: Pick<OpenRails, 'rails' | 'settings'>;
}

/** Serves all five services on one port of the loopback interface. Throws CannotListen. */
export async function serveHttp(parts: HttpParts): Promise<HttpServer> {
  const undo = new Undo();
  try {
    const url = await serveOn(parts, undo);
    return { url, firstAdminToken: await ensureFirstAdminToken(parts.storage.api), close: () => undo.all() };
  } catch (error) {
    await undo.allAfterFailure();
    throw error;
  }
}

async function serveOn(parts: HttpParts, undo: Undo): Promise<string> {
  const { modules, port, storage, simulatedRails = false, ledger, runtime, trial, metrics, clock, open } = parts;
  const { http, environment } = storage.settings;
  const clockOf = (program: string) => (clock === 'wall' ? instant(Date.now()) : ledger.clockOf(program));
  const recoveries = await recoveriesOf(storage);
  const onboarding = open.rails.get('stripe')?.onboarding;
  // What a person reads in a terminal is short, unless they ask for more.
  const logLevel = environment['LEDGER_LOG_LEVEL'] === undefined ? 'warn' : http.logLevel;
  const app = await createApplication({
    modules,
    dependencies: {
      runtime,
      clock,
      trial,
      readModels: storage.readModels,
      apiDataSource: storage.api,
      metrics,
      progress: { lastPosition: () => storage.store.lastPosition(), decidedFacts: null },
      personal: new PersonalReads(storage.personalData, storage.concealer),
      webhooks: railWebhooks(storage.pool, open.settings),
      papers: taxPapersOf({ pool: storage.pool, keys: storage.paperKeys, runtime, clock }),
      bank: openBank({ ...storage, recoveries, clockOf }),
      stripeOffice:
        onboarding === undefined ? null : stripeOfficeOf({ pool: storage.pool, recoveries, rail: onboarding }),
      personalGround: storage,
      explainedLog: storage,
      readinessChecks: [eventStoreCheck(storage), laneCheck(ledger)],
    },
    settings: { ...http, port, logLevel },
    // Standard output is for what the command itself has to say.
    logs: destination(2),
  });
  undo.by(() => app.close());
  const { mail } = storage.settings;
  // Who tries a ledger reads its mail without a server; where real money moves, nobody reads it beside its recipient.
  if (mail.server === null && (clock === 'events' || simulatedRails)) {
    app.use('/mailbox', mailbox({ pool: storage.pool, own: await readOwnMails(mail.templates), ...mail }));
  }
  return listen(app, { ...http, port });
}

function eventStoreCheck({ store }: OpenLedger): ReadinessCheck {
  return { name: 'event-store', check: async () => void (await store.lastPosition()) };
}

function laneCheck(ledger: EmbeddedLedger): ReadinessCheck {
  return {
    name: 'lanes',
    check: () => {
      const failure = ledger.failure();
      return failure === null ? Promise.resolve() : Promise.reject(failure);
    },
  };
}
