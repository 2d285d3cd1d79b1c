import { TOPICS } from '@ledger/contracts/event-types';

/** `admin` may do everything, `ingest` send events of its topics, `finance` read, keep tax forms and billing data, pay by hand, and make accounts at rails. */
export const TOKEN_KINDS = ['admin', 'ingest', 'finance'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

export type TopicName = keyof typeof TOPICS;
/** `checkout`, `revenue`, `partners`, `payouts`: the public topics of the contract by their short names. */
export const TOPIC_NAMES = Object.keys(TOPICS) as readonly TopicName[];

/** What a route asks of a token. */
export type Permission =
  'read' | 'read-personal' | 'send-events' | 'tax-papers' | 'billing' | 'pay-by-hand' | 'onboard';

const PERMISSIONS: Readonly<Record<TokenKind, readonly Permission[]>> = {
  admin: ['read', 'read-personal', 'send-events', 'tax-papers', 'billing', 'pay-by-hand', 'onboard'],
  ingest: ['send-events'],
  finance: ['read', 'tax-papers', 'billing', 'pay-by-hand', 'onboard'],
};

export function isAllowed(kind: TokenKind, permission: Permission): boolean {
  return PERMISSIONS[kind].includes(permission);
}

/** The kinds that have a permission, for the answer to one that has not. */
export function kindsWith(permission: Permission): readonly TokenKind[] {
  return TOKEN_KINDS.filter((kind) => isAllowed(kind, permission));
}
