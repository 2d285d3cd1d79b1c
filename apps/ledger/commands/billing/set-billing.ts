import { BillingDesk } from '@ledger/documents/billing/billing-desk';
import { readParty } from '@ledger/documents/billing/party';
import { queryOfPool } from '@ledger/documents/issued/query';
import { formatDate } from '@ledger/kernel/calendar';
import { instant } from '@ledger/kernel/instant';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { withProgram } from '../with-program';
import { refuseUnknownPartner } from '../refuse-unknown-partner';

export interface SetBillingFlags {
  readonly data: string;
  readonly program: string;
  readonly partner?: string;
  readonly own?: boolean;
  readonly legalName: string;
  readonly street: string;
  readonly postcode: string;
  readonly town: string;
  readonly country: string;
  readonly vatId?: string;
  readonly taxId?: string;
  readonly registered?: boolean;
  readonly notRegistered?: boolean;
  readonly from?: string;
  readonly by: string;
}

/** Notes who a partner, or the program itself, is on documents from a day on. */
export async function setBilling(flags: SetBillingFlags): Promise<void> {
  const { data, program, partner, own = false, from, by, registered = false, notRegistered = false } = flags;
  if ((partner === undefined) === !own) throw new UserError('say whose data they are: --partner ID, or --own');
  if (registered === notRegistered) throw new UserError('say --registered or --not-registered (for VAT)');
  const read = readParty({ ...flags, isRegistered: registered });
  if (!read.ok) throw new UserError(read.faults.join('\n'));
  await withProgram(data, program, async (ledger, { calendar }) => {
    if (partner !== undefined) await refuseUnknownPartner(ledger, program, partner);
    const holdsFrom = from ?? formatDate(calendar.dateAt(instant(Date.now())));
    await new BillingDesk(queryOfPool(ledger.pool)).notePartyOf(program, partner ?? null, read.party, {
      holdsFrom,
      by,
    });
    const { legalName, country } = read.party;
    say(`${partner ?? program} is ${legalName}, ${country}, on documents of what is paid from ${holdsFrom} on`);
  });
}
