import type { Command } from 'commander';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { onboardingAtHand } from '@ledger/hosting/rails/onboarding-at-hand';
import { recoveriesOf } from '@ledger/hosting/rails/recoveries-of';
import { ledgerIdAt } from '@ledger/rails/desk/ledger-id';
import { PostgresOnboardings } from '@ledger/rails/desk/postgres-onboardings';
import {
  accountFor,
  OnboardingFailed,
  type OnboardingRail,
  type OnboardingUrls,
} from '@ledger/rails/onboarding/onboard';
import { onboardingKey } from '@ledger/rails/onboarding/onboarding-key';
import type { Destination } from '@ledger/rails/sending/payout-order';
import { termsAt } from '@ledger/program/program-terms';
import { refuseUnknownPartner } from '../billing/refuse-unknown-partner';
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
    const held = await (await recoveriesOf(ledger)).heldBy();
    if (held !== null) throw new UserError(`nothing is asked of stripe now: ${held.reason}`);
    const rail = await onboardingAtHand(ledger.dataDir, ledger.settings.rails);
    try {
      await bringOn(on, rail, { ...flags, use });
    } catch (error) {
      throw error instanceof OnboardingFailed ? new UserError(`stripe: ${error.message}`) : error;
    }
  });
}

async function bringOn(on: OnProgram, rail: OnboardingRail, flags: OnboardFlags): Promise<void> {
  const { program, partner, country } = flags;
  const { pool } = on.ledger;
  const desk = new PostgresOnboardings(pool);
  const key = onboardingKey(await ledgerIdAt(pool, 0n), program, partner);
  const asked = { program, partner, rail: 'stripe', key, country };
  const { onboarding, account } = await accountFor(asked, { desk, rail });
  const { isReady, why, due } = await rail.standing(account);
  if (isReady) await desk.becomeReady(onboarding);
  if (flags.use === true) return use(on, flags, { account, isReady, why: [why, ...due].join(', ') });
  say(`the account of ${partner} (${program}) at stripe is ${account}`);
  if (isReady) return say('it is ready to be paid: say --use --by WHO, and the partner is paid to it from now on');
  say(`it is not ready yet: ${[why, ...due].join(', ')}`);
  const { url, expiresAt } = await rail.link(account, flags);
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
