import { TOPICS } from '@ledger/contracts/event-types';

/** Tokens of services. `admin` may do everything, `ingest` send events of its topics, `finance` read, keep tax forms and billing data, pay by hand, and make accounts at rails. */
export const TOKEN_KINDS = ['admin', 'ingest', 'finance'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

export type TopicName = keyof typeof TOPICS;
/** `checkout`, `revenue`, `partners`, `payouts`: the public topics of the contract by their short names. */
export const TOPIC_NAMES = Object.keys(TOPICS) as readonly TopicName[];
