import type { Destination } from '../sending/payout-order';
import type { OnboardingRail } from './onboard';
import type { OnboardingDesk } from './onboarding-desk';

export interface AccountWatch {
  readonly desk: OnboardingDesk;
  readonly rail: OnboardingRail;
  readonly say: (line: string) => void;
}

/** Says once of an account that was made here that it is ready; that its partner is paid to it, a person decides. */
export async function accountChanged(
  name: string,
  account: Destination,
  { desk, rail, say }: AccountWatch,
): Promise<void> {
  const onboarding = await desk.ofAccount(name, account);
  if (onboarding === null || onboarding.isReady) return;
  if (!(await rail.standing(account)).isReady || !(await desk.becomeReady(onboarding))) return;
  const { program, partner } = onboarding;
  const command = `ledger rails onboard ${name} --program ${program} --partner ${JSON.stringify(partner)} --use --by WHO`;
  say(`${name}: the account of ${JSON.stringify(partner)} (${program}) is ready to be paid: ${command}`);
}
