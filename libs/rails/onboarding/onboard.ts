import type { Destination } from '../sending/payout-order';
import type { Onboarding, OnboardingDesk } from './onboarding-desk';

/** What keeps an account from being paid; ready: nothing does. */
export interface AccountStanding {
  readonly isReady: boolean;
  /** As the rail names them: why, and what its owner has to give. */
  readonly why: string | null;
  readonly due: readonly string[];
}

/** A page of the rail on which a payee gives what the rail has to know. */
export interface OnboardingLink {
  readonly url: string;
  readonly expiresAt: Date;
}

/** Where the rail sends a payee when it has done, or when its link is over. */
export interface OnboardingUrls {
  readonly returnUrl: string;
  readonly refreshUrl: string;
}

/** A rail that makes accounts for payees. Throws OnboardingFailed. */
export interface OnboardingRail {
  /** Makes an account under a key: once while the rail knows the key. */
  create(key: string, country: string): Promise<Destination>;
  /** The account that was made under a key, by reading all accounts; null: there is none. */
  find(key: string): Promise<Destination | null>;
  standing(account: Destination): Promise<AccountStanding>;
  link(account: Destination, urls: OnboardingUrls): Promise<OnboardingLink>;
}

/** The rail did not do what it was asked, for the reader. */
export class OnboardingFailed extends Error {
  override readonly name = 'OnboardingFailed';
}

/** A rail knows a key for a day: an hour less, as nobody's clock is exact. */
const KEY_IS_KNOWN_FOR_MS = 23 * 3_600_000;

/** The account of a partner: the one that was made before, or a new one, whose making was recorded before it was asked for. */
export async function accountFor(
  asked: Pick<Onboarding, 'program' | 'partner' | 'rail' | 'key' | 'country'>,
  { desk, rail }: { readonly desk: OnboardingDesk; readonly rail: OnboardingRail },
): Promise<{ readonly onboarding: Onboarding; readonly account: Destination }> {
  const onboarding = await desk.begin(asked);
  if (onboarding.account !== null) return { onboarding, account: onboarding.account };
  // Where the key is no longer known there, what became of the request is found by looking.
  const known = onboarding.ageMs < KEY_IS_KNOWN_FOR_MS ? null : await rail.find(onboarding.key);
  const account = known ?? (await rail.create(onboarding.key, onboarding.country));
  await desk.made(onboarding, account);
  return { onboarding, account };
}
