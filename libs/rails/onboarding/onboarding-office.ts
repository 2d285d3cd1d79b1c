import type { Destination, LedgerId } from '../sending/payout-order';
import {
  accountFor,
  type AccountStanding,
  type OnboardingLink,
  type OnboardingRail,
  type OnboardingUrls,
} from './onboard';
import type { Onboarding, OnboardingDesk } from './onboarding-desk';
import { onboardingKey } from './onboarding-key';

/** Where partners are brought on to a rail. */
export interface OnboardingPlace {
  /** Such as `stripe`. */
  readonly name: string;
  readonly rail: OnboardingRail;
  readonly desk: OnboardingDesk;
  /** The ledger that asks: another one makes accounts of its own. */
  readonly ledger: () => Promise<LedgerId>;
  /** Why nothing is asked of any rail now; null: it is. */
  readonly heldBy: () => Promise<{ readonly reason: string } | null>;
}

/** Nothing is asked of a rail now, for the reader. */
export class OnboardingHeld extends Error {
  override readonly name = 'OnboardingHeld';
}

/** An account that was made for a partner, and what keeps it from being paid. */
export interface BroughtOn extends AccountStanding {
  readonly onboarding: Onboarding;
  readonly account: Destination;
}

/** Makes accounts for partners at a rail, and says how far they are, for whoever asks: a command, or HTTP. */
export class OnboardingOffice {
  constructor(private readonly place: OnboardingPlace) {}

  /** What is recorded of a partner; null: no account was asked for. Asks no rail. */
  recorded(program: string, partner: string): Promise<Onboarding | null> {
    const { desk, name } = this.place;
    return desk.find(name, program, partner);
  }

  /** The account of a partner, made if there is none yet, and its state. Throws OnboardingHeld and OnboardingFailed. */
  async bringOn(asked: Pick<Onboarding, 'program' | 'partner' | 'country'>): Promise<BroughtOn> {
    const { name, rail, desk, ledger, heldBy } = this.place;
    const held = await heldBy();
    if (held !== null) throw new OnboardingHeld(`nothing is asked of ${name} now: ${held.reason}`);
    const key = onboardingKey(await ledger(), asked.program, asked.partner);
    const { onboarding, account } = await accountFor({ ...asked, rail: name, key }, { desk, rail });
    return { onboarding, account, ...(await this.standing(onboarding, account)) };
  }

  /** What an account that was made lacks, by asking the rail. Throws OnboardingFailed. */
  async standing(onboarding: Onboarding, account: Destination): Promise<AccountStanding> {
    const standing = await this.place.rail.standing(account);
    if (standing.isReady) await this.place.desk.becomeReady(onboarding);
    return standing;
  }

  /** The page on which a partner gives what the rail has to know. Throws OnboardingFailed. */
  link(account: Destination, urls: OnboardingUrls): Promise<OnboardingLink> {
    return this.place.rail.link(account, urls);
  }
}
