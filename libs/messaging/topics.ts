import { STAGES } from '@ledger/stages/stage';

/** The names of all topics of the ledger. Public ones are part of the contract; their meaning never changes. */

/** The services, in the order in which a fact passes them; each has one topic for its stage and one for the public. */
export const STAGE_SERVICES = ['referral-intake', ...STAGES] as const;
export type StageService = (typeof STAGE_SERVICES)[number];

/** Where other teams' services, and those who answer for payouts, write; keyed by customer or partner. */
export const CHECKOUT_TOPIC = 'partner-ledger.checkout.v1';
export const REVENUE_TOPIC = 'partner-ledger.revenue.v1';
export const PARTNERS_TOPIC = 'partner-ledger.partners.v1';
export const PAYOUTS_TOPIC = 'partner-ledger.payouts.v1';
export const PUBLIC_INPUT_TOPICS = [CHECKOUT_TOPIC, REVENUE_TOPIC, PARTNERS_TOPIC, PAYOUTS_TOPIC] as const;

/** What the intake consumers forward to the gate, keyed by program. */
export const INTAKE_TOPIC = 'partner-ledger.intake.v1';

/** Records that could not even be parsed, with the reason and their original bytes. */
export const DEAD_LETTER_TOPIC = 'partner-ledger.dead-letter.v1';

/** The gate's answers to those who offered events over HTTP, keyed by the instance that asked; read from the end. */
export const REPLIES_TOPIC = 'partner-ledger.replies.v1';

/** Facts as a stage leaves them for the next one, keyed by program. */
export function stageTopic(service: StageService): string {
  return `partner-ledger.stage.${service}.v1`;
}

/** A service's decisions for other systems, keyed by partner. */
export function outputTopic(service: StageService): string {
  return `partner-ledger.${service}.v1`;
}

/** What a topic is for; decides how it is set up. */
export type TopicRole = 'input' | 'intake' | 'replies' | 'stage' | 'output' | 'dead-letter';

export interface LedgerTopic {
  readonly name: string;
  readonly role: TopicRole;
}

/** Every topic of the ledger, in the order in which events pass them. */
export const LEDGER_TOPICS: readonly LedgerTopic[] = [
  ...PUBLIC_INPUT_TOPICS.map((name) => ({ name, role: 'input' as const })),
  { name: INTAKE_TOPIC, role: 'intake' },
  { name: REPLIES_TOPIC, role: 'replies' },
  ...STAGE_SERVICES.map((service) => ({ name: stageTopic(service), role: 'stage' as const })),
  ...STAGE_SERVICES.map((service) => ({ name: outputTopic(service), role: 'output' as const })),
  { name: DEAD_LETTER_TOPIC, role: 'dead-letter' },
];
