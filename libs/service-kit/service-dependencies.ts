import type { PersonalGround } from '@ledger/desk/personal/find-subject';
import type { ExplainedLog } from '@ledger/runner/explain/log-reader';
import type { Bank } from '@ledger/rails/manual/bank';
import type { OnboardingOffice } from '@ledger/rails/onboarding/onboarding-office';
import type { RailWebhooks } from '@ledger/rails/rail-notice';
import type { LedgerRuntime } from '@ledger/runner/ledger-runtime';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';
import type { LedgerTrial } from '@ledger/runner/trial/make-trial';
import type { TaxPapers } from '@ledger/tax/tax-papers';
import type { DataSource } from 'typeorm';
import type { ReadinessCheck } from './health/readiness-check';
import type { LedgerMetrics } from './metrics/ledger-metrics';

/** How far the log is, and those who decide on what is in it. */
export interface LogProgress {
  lastPosition(): Promise<bigint>;
  /** So many facts of a program all stages have decided on; null: they decide before anything is answered. */
  readonly decidedFacts: ((program: string) => Promise<number>) | null;
}

/** What the services stand on; the all-in-one process and a service of its own provide different ones. */
export interface ServiceDependencies {
  /** null: this process only reads. */
  readonly runtime: LedgerRuntime | null;
  /** Whose time programs go by: that of their events (left out), or that of this machine. */
  readonly clock?: 'events' | 'wall';
  /** null: this process only reads. */
  readonly trial: LedgerTrial | null;
  /** Initialised; whoever made it destroys it, after the application is closed. */
  readonly readModels: DataSource;
  /** Initialised and migrated (`migrateApi`); whoever made it destroys it, after the application is closed. */
  readonly apiDataSource: DataSource;
  /** null or absent: only the read models can be asked how far they are. */
  readonly progress?: LogProgress | null;
  /** null or absent: rejected bodies and evidence are not shown. */
  readonly personal?: PersonalReads | null;
  /** null or absent: this process pays nothing out. */
  readonly webhooks?: RailWebhooks | null;
  /** null or absent: this process keeps no tax forms. */
  readonly papers?: TaxPapers | null;
  /** null or absent: this process makes no batches for banks. */
  readonly bank?: Bank | null;
  /** null or absent: this process asks Stripe for nothing. */
  readonly stripeOffice?: OnboardingOffice | null;
  /** null or absent: this process has no key of personal data, and erases nobody. */
  readonly personalGround?: PersonalGround | null;
  /** Where accounts of how something came about are read from. */
  readonly explainedLog: ExplainedLog;
  readonly metrics: LedgerMetrics;
  /** Asked by `/readyz`, beside the read models, which are always asked. */
  readonly readinessChecks: readonly ReadinessCheck[];
}
