import type { OutputEvent } from '@ledger/runner/outputs/output-event';
import type { MailTemplate, MailValues } from '../mail-templates';

/** A mail that an output of the log asks for, to the owners of a partner. */
export type MailToOwners = {
  readonly [T in MailTemplate]: {
    readonly program: string;
    readonly partner: string;
    readonly template: T;
    readonly about: string;
    readonly values: Omit<MailValues[T], 'name'>;
  };
}['tax-form-expiring' | 'statement-ready' | 'payout-sent'];

/** What partners are told of an output: that a tax form ends, a statement is ready, a payout is on its way; null: nothing. */
export function mailOfOutput({ program, output }: Pick<OutputEvent, 'program' | 'output'>): MailToOwners | null {
  switch (output.type) {
    case 'tax_form.expiring': {
      const { partner, form, validThrough } = output.data;
      const values = { path: '/papers', form, expiresOn: validThrough };
      // Some days before, and again some days before that: each day of a reminder is one.
      return { program, partner, template: 'tax-form-expiring', about: `${form} ${output.data.remindedAt}`, values };
    }
    case 'statement.closed': {
      const { partner, month } = output.data;
      // A month is closed in each currency; its statement is one.
      const values = { path: `/statements/${month}`, month };
      return { program, partner, template: 'statement-ready', about: `${partner} ${month}`, values };
    }
    case 'payout.sent': {
      const { partner, payout, netMinor, currency } = output.data;
      // However often it was attempted.
      const values = { path: `/payouts/${encodeURIComponent(payout)}`, payout, amountMinor: netMinor, currency };
      return { program, partner, template: 'payout-sent', about: payout, values };
    }
    default:
      return null;
  }
}
