import { BillingDesk } from '@ledger/documents/billing/billing-desk';
import { queryOfPool } from '@ledger/documents/issued/query';
import { say } from '@ledger/hosting/process/print';
import { withProgram } from '../with-program';
import { refuseUnknownPartner } from '../refuse-unknown-partner';

export interface ConsentFlags {
  readonly data: string;
  readonly program: string;
  readonly partner: string;
  readonly withdrawn?: boolean;
  readonly date: string;
  readonly evidence: string;
  readonly by: string;
}

/** Notes that a partner agrees to self-billing, or no longer does. */
export async function noteConsent(flags: ConsentFlags): Promise<void> {
  const { data, program, partner, withdrawn = false, date: holdsFrom, evidence, by } = flags;
  await withProgram(data, program, async (ledger) => {
    await refuseUnknownPartner(ledger, program, partner);
    const desk = new BillingDesk(queryOfPool(ledger.pool));
    await desk.noteConsent(program, partner, { agrees: !withdrawn, evidence, holdsFrom, by });
    say(`${partner} ${withdrawn ? 'no longer agrees' : 'agrees'} to self-billing from ${holdsFrom} on`);
    if (withdrawn) return;
    const parties = await Promise.all([desk.parties(program, null), desk.parties(program, partner)]);
    if (parties[0].length === 0) say(`who ${program} itself is was not noted yet: ledger billing set --own …`);
    if (parties[1].length === 0) say(`who ${partner} is was not noted yet: ledger billing set --partner ${partner} …`);
  });
}
