import type { Calendar, CalendarDate } from '@ledger/kernel/calendar';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { Instant } from '@ledger/kernel/instant';
import { PriorityQueue } from '@ledger/kernel/priority-queue';
import { asksForTaxForm } from './payout-gate';
import type { PayoutPartners } from './payout-partners';
import type { TaxForm, TaxFormExpiring } from './payout.decisions';

/** So many days before the last day of a form its partner is reminded of it, at the first instant of the day. */
const DAYS_AHEAD = [90, 60, 30, 14, 7, 1] as const;

interface Reminder {
  readonly at: Instant;
  readonly partner: string;
  readonly validThrough: CalendarDate;
  readonly daysLeft: number;
}

/** When which partner is to be reminded that its tax form expires. */
export class FormReminders {
  private readonly waiting = new PriorityQueue<Reminder>(inOrder);
  /** What waits, or was due: a form recorded twice is one to be reminded of. */
  private readonly known = new Set<string>();

  /** Has a partner reminded of the forms that it has now, from the program's clock on. */
  note(partner: string, forms: readonly TaxForm[], clock: Instant, calendar: Calendar): void {
    for (const { validThrough } of forms) {
      const name = `${validThrough} ${partner}`;
      if (validThrough === null || this.known.has(name)) continue;
      this.known.add(name);
      for (const daysLeft of DAYS_AHEAD) {
        const at = calendar.startOfDate((validThrough - daysLeft) as CalendarDate);
        if (at > clock) this.waiting.push({ at, partner, validThrough, daysLeft });
      }
    }
  }

  /**
   * Takes the reminders that are due by a moment, in the order of their moments. Reminded is a partner whose terms ask
   * for a form, of the form that it has longest: one that another form outlives was replaced.
   */
  takeDue(until: Instant, partners: PayoutPartners): TaxFormExpiring[] {
    const due: TaxFormExpiring[] = [];
    for (let next = this.waiting.peek(); next !== undefined && next.at <= until; next = this.waiting.peek()) {
      this.waiting.pop();
      const { at, partner, validThrough, daysLeft } = next;
      const form = longestValid(partners.taxFormsOf(partner));
      if (form?.validThrough !== validThrough || !asksForTaxForm(partners.termsOf(partner, at))) continue;
      due.push({ type: 'TaxFormExpiring', partner, form: form.form, validThrough, daysLeft, remindedAt: at });
    }
    return due;
  }
}

/** The form that ends last, of several the one that was recorded last; null: there is none, or one that does not end. */
function longestValid(forms: readonly TaxForm[]): TaxForm | null {
  if (forms.some(({ validThrough }) => validThrough === null)) return null;
  const last = Math.max(...forms.map(({ validThrough }) => validThrough ?? 0));
  return forms.findLast(({ validThrough }) => validThrough === last) ?? null;
}

function inOrder(a: Reminder, b: Reminder): number {
  return a.at - b.at || compareCodePoints(a.partner, b.partner) || b.daysLeft - a.daysLeft;
}
