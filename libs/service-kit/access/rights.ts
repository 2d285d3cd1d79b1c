import { STAFF_ROLES, type PartnerRole, type StaffRole, type TokenScope } from '@ledger/desk/people/roles';
import type { TokenKind } from './token-kinds';

interface StaffRight {
  /** What is done with it, as a sentence goes on: `reading`. */
  readonly does: string;
  /** The staff who have it; a role that is not named has not, `admin` neither. */
  readonly staff: readonly StaffRole[];
  /** The kinds of services' tokens that have it. */
  readonly tokens: readonly TokenKind[];
}

interface PartnerRightEntry {
  readonly does: string;
  readonly members: readonly PartnerRole[];
  /** The scopes of a partner's tokens that give it; none: no machine may. */
  readonly scopes: readonly TokenScope[];
}

/** What may be asked of the ledger by staff and services, and by whom: the guard, the documents and the tests read this. */
export const RIGHTS = {
  read: { does: 'reading', staff: STAFF_ROLES, tokens: ['admin', 'finance'] },
  'read-personal': {
    does: 'reading personal data',
    staff: ['admin', 'program-manager', 'finance', 'sales', 'support'],
    tokens: ['admin'],
  },
  'send-events': { does: 'sending events', staff: [], tokens: ['admin', 'ingest'] },
  'tax-papers': { does: 'keeping tax forms', staff: ['finance'], tokens: ['admin', 'finance'] },
  billing: { does: 'keeping who is billed', staff: ['finance'], tokens: ['admin', 'finance'] },
  'pay-by-hand': { does: 'paying by hand', staff: ['finance'], tokens: ['admin', 'finance'] },
  onboard: { does: 'making accounts for partners', staff: ['finance'], tokens: ['admin', 'finance'] },
  'manage-people': { does: 'managing people', staff: ['admin'], tokens: ['admin'] },
  'manage-personal-data': {
    does: 'showing and erasing what is held of a person',
    staff: ['admin'],
    tokens: ['admin'],
  },
  'read-mails': {
    does: 'reading which mails were sent',
    staff: ['admin', 'program-manager', 'support'],
    tokens: ['admin'],
  },
  'read-audit': { does: 'reading what staff did', staff: ['admin'], tokens: ['admin'] },
  'manage-terms': { does: 'publishing terms', staff: ['admin'], tokens: ['admin'] },
  'manage-partners': {
    does: 'setting rates, tiers and standing of partners',
    staff: ['program-manager'],
    tokens: ['admin'],
  },
  'match-leads': {
    does: 'matching leads with customers',
    staff: ['program-manager', 'sales'],
    tokens: ['admin'],
  },
  'post-adjustments': { does: 'posting adjustments', staff: ['finance'], tokens: ['admin'] },
  'close-months': { does: 'closing months', staff: ['finance'], tokens: ['admin'] },
  'answer-rails': { does: 'recording answers of rails', staff: ['finance'], tokens: ['admin'] },
  'approve-payouts': { does: 'approving payouts', staff: ['approver'], tokens: ['admin'] },
  'review-applications': {
    does: 'reviewing applications and entries of the directory',
    staff: ['program-manager'],
    tokens: ['admin'],
  },
  'route-support': {
    does: 'asking who gives first-line support',
    staff: ['admin', 'program-manager', 'sales', 'support'],
    tokens: ['admin'],
  },
  'check-accounts': {
    does: 'checking accounts',
    staff: ['sales', 'support', 'program-manager'],
    tokens: ['admin'],
  },
  'record-contacts': {
    does: 'recording contacts and touchpoints',
    staff: ['sales', 'program-manager'],
    tokens: ['admin', 'ingest'],
  },
  'settle-conflicts': {
    does: 'settling conflicts and overriding attribution',
    staff: ['program-manager'],
    tokens: ['admin'],
  },
  'hand-over': { does: 'handing customers over', staff: ['program-manager'], tokens: ['admin'] },
  'manage-accounts': {
    does: 'keeping protected accounts, joint customers and engagements',
    staff: ['program-manager'],
    tokens: ['admin'],
  },
  'record-violations': {
    does: 'recording violations and lifting holds',
    staff: ['program-manager'],
    tokens: ['admin'],
  },
} as const satisfies Readonly<Record<string, StaffRight>>;

/** What a route asks of staff and services. */
export type Right = keyof typeof RIGHTS;

/** What partners may ask of what is their own. */
export const PARTNER_RIGHTS = {
  'own-figures': { does: 'reading its own figures', members: ['owner', 'member'], scopes: ['reports:read'] },
  'own-leads': { does: 'handing in leads', members: ['owner', 'member'], scopes: ['leads:write'] },
  'own-links': { does: 'making links', members: ['owner', 'member'], scopes: ['links:write'] },
  'own-deals': { does: 'registering deals', members: ['owner', 'member'], scopes: [] },
  'own-account': { does: 'changing what the partner has agreed and is paid by', members: ['owner'], scopes: [] },
  'own-preferences': { does: 'choosing its mails', members: ['owner', 'member'], scopes: [] },
  'own-team': { does: 'managing its people and tokens', members: ['owner'], scopes: [] },
} as const satisfies Readonly<Record<string, PartnerRightEntry>>;

/** What a route of partners asks. */
export type PartnerRight = keyof typeof PARTNER_RIGHTS;

/** Whether a kind of token has a right. */
export function tokenHas(kind: TokenKind, right: Right): boolean {
  return rightOf(right).tokens.includes(kind);
}

/** Whether a role of the staff has a right. */
export function roleHas(role: StaffRole, right: Right): boolean {
  return rightOf(right).staff.includes(role);
}

/** Whether a person who belongs to a partner has a right. */
export function memberHas(role: PartnerRole, right: PartnerRight): boolean {
  return partnerRightOf(right).members.includes(role);
}

/** Whether one of a token's scopes gives a right. */
export function scopesGive(scopes: readonly TokenScope[], right: PartnerRight): boolean {
  return partnerRightOf(right).scopes.some((scope) => scopes.includes(scope));
}

/** Who has a right, for the answer to one who has not: `reading (read) needs the role finance or viewer, or a token of kind admin`. */
export function neededFor(right: Right): string {
  const { does, staff, tokens } = rightOf(right);
  const ways = [
    ...(staff.length === 0 ? [] : [`the role ${staff.join(' or ')}`]),
    ...(tokens.length === 0 ? [] : [`a token of kind ${tokens.join(' or ')}`]),
  ];
  return `${does} needs the right ${right}: ${ways.join(', or ')}`;
}

/** The same of a right of partners. */
export function neededOfPartner(right: PartnerRight): string {
  const { does, members, scopes } = partnerRightOf(right);
  const token = scopes.length === 0 ? '' : `, or a token of the partner with the scope ${scopes.join(' or ')}`;
  return `${does} needs the right ${right}: ${members.join(' or ')} of the partner${token}`;
}

function rightOf(right: Right): StaffRight {
  return RIGHTS[right];
}

function partnerRightOf(right: PartnerRight): PartnerRightEntry {
  return PARTNER_RIGHTS[right];
}
