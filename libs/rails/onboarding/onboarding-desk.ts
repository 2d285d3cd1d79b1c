import type { Destination } from '../sending/payout-order';

/** A partner whose account at a rail was asked for here. */
export interface Onboarding {
  readonly program: string;
  readonly partner: string;
  readonly rail: string;
  /** By which the rail makes one account, however often it is asked. */
  readonly key: string;
  readonly country: string;
  /** null: nobody knows yet whether it was made. */
  readonly account: Destination | null;
  /** Whether it was said that it is ready. */
  readonly isReady: boolean;
  /** How long ago the key was recorded. */
  readonly ageMs: number;
}

/** What was asked of a rail for which partner: recorded before it is asked. */
export interface OnboardingDesk {
  /** Records that an account is asked for, or answers what was recorded before. */
  begin(asked: Pick<Onboarding, 'program' | 'partner' | 'rail' | 'key' | 'country'>): Promise<Onboarding>;
  /** What was recorded of a partner; null: nothing. */
  find(rail: string, program: string, partner: string): Promise<Onboarding | null>;
  made(onboarding: Onboarding, account: Destination): Promise<void>;
  /** null: no account of that id was made here. */
  ofAccount(rail: string, account: Destination): Promise<Onboarding | null>;
  /** Notes that it is ready, so that it is said once; false: it was noted. */
  becomeReady(onboarding: Onboarding): Promise<boolean>;
}
