import type { Command } from 'commander';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { onboardingAtHand } from '@ledger/hosting/rails/onboarding-at-hand';
import { stripeOfficeOf } from '@ledger/hosting/rails/onboarding-office-of';
import { recoveriesOf } from '@ledger/hosting/rails/recoveries-of';
import { OnboardingFailed, type OnboardingUrls } from '@ledger/rails/onboarding/onboard';
import { OnboardingHeld, type OnboardingOffice } from '@ledger/rails/onboarding/onboarding-office';
import type { Destination } from '@ledger/rails/sending/payout-order';
import { termsAt } from '@ledger/program/program-terms';
import { refuseUnknownPartner } from '../refuse-unknown-partner';
import { dataDirOption } from '../data-dir-option';
import { onProgram, type OnProgram } from '../facts/on-program';
import { personArgument } from '../person-argument';

interface OnboardFlags extends OnboardingUrls {
  readonly data: string;
  readonly program: string;
  readonly partner: string;
  readonly country: string;
  readonly use?: boolean;
  readonly by?: string;
}

/** Where a partner with an account finds it. */
const STRIPE_LOGIN = 'https://connect.stripe.com/express_login';

/** `ledger rails onboard`: an account for a partner, and the page on which it gives what the rail has to know. */
export function addOnboardCommand(rails: Command): void {
  rails
    .command('onboard')
    .description(
      'Make an account at the rail for a partner, once, and print the link by which the partner completes it.',
    )
    .argument('<rail>', 'stripe')
    .requiredOption('--program <name>', 'the program')
    .requiredOption('--partner <id>', 'the partner')
    .option('--country <code>', 'where the partner is; counts when the account is made', 'US')
    .option('--return-url <address>', 'where Stripe sends the partner when it has done', STRIPE_LOGIN)
    .option('--refresh-url <address>', 'where Stripe sends it when the link is over', STRIPE_LOGIN)
    .option('--use', 'the account is ready: the partner is paid to it from now on')
    .option('--by <name>', 'who says so, for --use', personArgument)
    .addOption(dataDirOption())
    .action(onboard);
}

async function onboard(name: string, flags: OnboardFlags): Promise<void> {
  const { program, partner, use = false } = flags;
  await onProgram(flags, async (on) => {
    const { ledger, terms } = on;
    if (name !== 'stripe') throw new UserError(`accounts are made at stripe alone, not by ${name}`);
    if (!termsAt(terms, on.now).payout.rails.includes('stripe'))
      throw new UserError(`${program} does not pay by stripe`);
    await refuseUnknownPartner(ledger, program, partner);
    const recoveries = await recoveriesOf(ledger);
    const rail = await onboardingAtHand(ledger.dataDir, ledger.settings.rails);
    try {
      await bringOn(on, stripeOfficeOf({ pool: ledger.pool, recoveries, rail }), { ...flags, use });
    } catch (error) {
      if (error instanceof OnboardingHeld) throw new UserError(error.message);
      throw error instanceof OnboardingFailed ? new UserError(`stripe: ${error.message}`) : error;
    }
  });
}

async function bringOn(on: OnProgram, office: OnboardingOffice, flags: OnboardFlags): Promise<void> {
  const { program, partner, country } = flags;
  const { account, isReady, why, due } = await office.bringOn({ program, partner, country });
  if (flags.use === true) return use(on, flags, { account, isReady, why: [why, ...due].join(', ') });
  say(`the account of ${partner} (${program}) at stripe is ${account}`);
  if (isReady) return say('it is ready to be paid: say --use --by WHO, and the partner is paid to it from now on');
  say(`it is not ready yet: ${[why, ...due].join(', ')}`);
  const { url, expiresAt } = await office.link(account, flags);
  say(`give this link to the partner; it is good once, until ${expiresAt.toISOString()}:`);
  say(url);
}

/** A person says so: where a partner is paid to is what a thief would change first, and no webhook decides it. */
async function use(
  on: OnProgram,
  { program, partner, by }: OnboardFlags,
  { account, isReady, why }: { readonly account: Destination; readonly isReady: boolean; readonly why: string },
): Promise<void> {
  if (by === undefined || by.trim() === '') throw new UserError('say --by, who decides that the partner is paid there');
  if (!isReady) throw new UserError(`the account of ${partner} is not ready, the partner is not paid to it: ${why}`);
  const data = { partner, rail: 'stripe', account, by };
  const fact = { about: 'rails-onboard', id: `${program}-${account}`, type: 'partner.payout_method_set', data };
  const answer = await on.offer(fact);
  if (answer.verdict === 'rejected') {
    throw new UserError(`${partner} is not paid to ${account}: ${answer.code} (${answer.detail})`);
  }
  say(`${partner} (${program}) is paid to ${account} at stripe from now on`);
}
