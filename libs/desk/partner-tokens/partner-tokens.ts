import { IsNull, type EntityManager } from 'typeorm';
import { makeDeskToken } from '../people/desk-token';
import type { PartnerOfProgram } from '../people/memberships';
import { PartnerToken } from '../people/partner-token.entity';
import { PeopleRefused } from '../people/people-refused';
import type { TokenScope } from '../people/roles';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A partner's machine token holds for so many days at most, and for so many where nothing is said. */
export const MOST_DAYS = 730;
export const DEFAULT_DAYS = 365;
/** So long a token that was rotated holds beside the new one, at most, and where nothing is said. */
export const MOST_OVERLAP_HOURS = 168;
export const DEFAULT_OVERLAP_HOURS = 24;
/** So many tokens of a partner may hold at a time. */
export const MOST_TOKENS = 20;

export interface NewPartnerToken extends PartnerOfProgram {
  /** What it is used for, 1 to 100 characters. */
  readonly name: string;
  /** At least one. */
  readonly scopes: readonly TokenScope[];
  readonly expiresInDays: number;
  /** The principal who asks for it. */
  readonly by: string;
}

export interface IssuedPartnerToken {
  readonly token: ListedPartnerToken;
  /** Shown to its owner once; only its hash is kept. */
  readonly text: string;
}

/** A token as it is shown. */
export type ListedPartnerToken = Omit<PartnerToken, 'hash'>;

/** Makes a token of a partner. Throws PeopleRefused where as many hold as may. */
export async function issuePartnerToken(
  manager: EntityManager,
  { program, partner, name, scopes, expiresInDays, by }: NewPartnerToken,
  now: Date = new Date(),
): Promise<IssuedPartnerToken> {
  await refuseTooMany(manager, { program, partner }, now);
  const expiresAt = new Date(now.getTime() + expiresInDays * DAY_MS);
  return insert(manager, { program, partner, name, scopes: [...new Set(scopes)], createdBy: by, expiresAt }, now);
}

/**
 * Issues a token in the place of another: the same name and scopes, as long a life; the old one holds beside it for the
 * overlap, and no longer. Throws PeopleRefused where there is none such, it holds no more, or it was rotated already.
 */
export async function rotatePartnerToken(
  manager: EntityManager,
  { id, overlapHours, by, ...of }: PartnerOfProgram & { id: string; overlapHours: number; by: string },
  now: Date = new Date(),
): Promise<IssuedPartnerToken> {
  const old = await knownToken(manager, of, id);
  if (!holdsAt(old, now)) throw new PeopleRefused(`the token ${id} holds no more: issue a new one`);
  if (old.replacedBy !== null) throw new PeopleRefused(`the token ${id} was replaced by ${old.replacedBy} already`);
  const { program, partner, name, scopes } = old;
  const life = old.expiresAt === null ? DEFAULT_DAYS * DAY_MS : old.expiresAt.getTime() - old.createdAt.getTime();
  const expiresAt = new Date(now.getTime() + life);
  const issued = await insert(manager, { program, partner, name, scopes, createdBy: by, expiresAt }, now);
  const ends = new Date(Math.min(now.getTime() + overlapHours * HOUR_MS, (old.expiresAt ?? expiresAt).getTime()));
  await manager.update(PartnerToken, { id }, { replacedBy: issued.token.id, expiresAt: ends });
  return issued;
}

/** Makes a token of a partner useless from now on. Throws PeopleRefused where there is none such. */
export async function revokePartnerToken(
  manager: EntityManager,
  { id, ...of }: PartnerOfProgram & { readonly id: string },
): Promise<ListedPartnerToken> {
  await knownToken(manager, of, id);
  await manager.update(PartnerToken, { id, revokedAt: IsNull() }, { revokedAt: new Date() });
  return listed(await knownToken(manager, of, id));
}

/** Every token that a partner was given, oldest first. */
export async function tokensOfPartner(
  manager: EntityManager,
  { program, partner }: PartnerOfProgram,
): Promise<readonly ListedPartnerToken[]> {
  const tokens = await manager.find(PartnerToken, {
    where: { program, partner },
    order: { createdAt: 'ASC', id: 'ASC' },
  });
  return tokens.map(listed);
}

/** `rotated`: it holds still, beside the one that replaces it. */
export function stateOfToken(
  token: ListedPartnerToken,
  now: Date = new Date(),
): 'valid' | 'rotated' | 'revoked' | 'expired' {
  if (token.revokedAt !== null) return 'revoked';
  if (!holdsAt(token, now)) return 'expired';
  return token.replacedBy === null ? 'valid' : 'rotated';
}

function holdsAt({ revokedAt, expiresAt }: ListedPartnerToken, now: Date): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}

async function knownToken(manager: EntityManager, { program, partner }: PartnerOfProgram, id: string) {
  // Of two who rotate or revoke it at the same time one comes first.
  const lock = { mode: 'pessimistic_write' } as const;
  const token = await manager.findOne(PartnerToken, { where: { id, program, partner }, lock });
  if (token === null) throw new PeopleRefused(`there is no token ${id}`, true);
  return token;
}

async function refuseTooMany(manager: EntityManager, of: PartnerOfProgram, now: Date): Promise<void> {
  const holding = (await tokensOfPartner(manager, of)).filter((token) => holdsAt(token, now));
  if (holding.length < MOST_TOKENS) return;
  throw new PeopleRefused(`${of.partner} has ${MOST_TOKENS} tokens that hold: revoke one first`);
}

type Fresh = Pick<PartnerToken, 'program' | 'partner' | 'name' | 'scopes' | 'createdBy' | 'expiresAt'>;

async function insert(manager: EntityManager, fresh: Fresh, now: Date): Promise<IssuedPartnerToken> {
  const { id, text, hash } = makeDeskToken('plk');
  const token = { ...fresh, id, createdAt: now, revokedAt: null, lastUsedAt: null, replacedBy: null };
  await manager.insert(PartnerToken, { ...token, hash });
  return { token, text };
}

function listed({ hash: _hash, ...token }: PartnerToken): ListedPartnerToken {
  return token;
}
