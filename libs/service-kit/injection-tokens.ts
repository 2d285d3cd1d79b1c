/** What the services' modules ask Nest for; `create-application.ts` provides it from `ServiceDependencies`. */

/** `LedgerRuntime | null`: where events are judged; null: this process only reads. */
export const LEDGER_RUNTIME = Symbol('LEDGER_RUNTIME');
/** `'events' | 'wall'`: whose time a program goes by. */
export const PROGRAM_CLOCK = Symbol('PROGRAM_CLOCK');
/** `LedgerTrial | null`: where events are tried, and nothing recorded; null: this process only reads. */
export const LEDGER_TRIAL = Symbol('LEDGER_TRIAL');
/** `DataSource` of the read models. */
export const READ_MODELS = Symbol('READ_MODELS');
/** `DataSource` of schema `api`: tokens and idempotency keys. */
export const API_DATA_SOURCE = Symbol('API_DATA_SOURCE');
/** `LogProgress | null`: how far the log and the stages are; null: only the read models can be asked. */
export const LOG_PROGRESS = Symbol('LOG_PROGRESS');
/** `PersonalReads | null`: what stands behind the references of the log; null: this process has no access to it. */
export const PERSONAL_READS = Symbol('PERSONAL_READS');
/** `ExplainedLog`: the log that accounts are read from. */
export const EXPLAINED_LOG = Symbol('EXPLAINED_LOG');
/** `RailWebhooks | null`: where rails send their notices; null: this process pays nothing out. */
export const RAIL_WEBHOOKS = Symbol('RAIL_WEBHOOKS');
/** `TaxPapers | null`: where tax forms are kept; null: this process keeps none. */
export const TAX_PAPERS = Symbol('TAX_PAPERS');
/** `Bank | null`: what payouts by hand take; null: this process pays nothing out. */
export const BANK = Symbol('BANK');
/** `OnboardingOffice | null`: where partners are brought on to Stripe; null: this process asks it for nothing. */
export const STRIPE_OFFICE = Symbol('STRIPE_OFFICE');
/** `PersonalGround | null`: where what is held of a person is found and erased; null: this process has no key for it. */
export const PERSONAL_GROUND = Symbol('PERSONAL_GROUND');
/** `readonly ReadinessCheck[]`. */
export const READINESS_CHECKS = Symbol('READINESS_CHECKS');
/** `HttpSettings`. */
export const HTTP_SETTINGS = Symbol('HTTP_SETTINGS');
