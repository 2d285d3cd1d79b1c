import type { Instant } from '@ledger/kernel/instant';
import type { Terms } from '../terms';
import { PLAIN_FORM, type ApplicationForm, type FormField, type FormStep } from './application-form';
import { afterWorkingDays, WEEKEND, type WorkingDays } from './working-days';

/** How many working days a review takes at most, where terms do not say. */
const REVIEW_BUSINESS_DAYS = 2;
/** How many enrol themselves from one network address in a day, where terms do not say. */
const SELF_ENROLMENTS_PER_DAY = 5;

/** On which days applications are reviewed and conflicts settled. */
export function workingDaysOf({ workingDays, timeZone }: Terms): WorkingDays {
  return workingDays ?? { timeZone, weekend: WEEKEND, holidays: [] };
}

/** Until when an application of a time has to be reviewed. */
export function reviewDueAt(terms: Terms, appliedAt: Instant): Instant {
  return afterWorkingDays(workingDaysOf(terms), appliedAt, terms.reviewBusinessDays ?? REVIEW_BUSINESS_DAYS);
}

/** With what a partner of a type applies. */
export function formOf(terms: Terms, type: string): ApplicationForm {
  return terms.partnerTypes.find(({ name }) => name === type)?.form ?? PLAIN_FORM;
}

/** How many may enrol themselves from one network address in a day. */
export function selfEnrolmentsPerDay(terms: Terms): number {
  return terms.selfEnrolmentsPerDay ?? SELF_ENROLMENTS_PER_DAY;
}

/** The fields of a form with the steps that they are in. */
export function fieldsOf({
  steps,
}: ApplicationForm): readonly { readonly step: FormStep; readonly field: FormField }[] {
  return steps.flatMap((step) => step.fields.map((field) => ({ step, field })));
}

/** Whether partners of a type may be in the public directory. */
export function isListed(terms: Terms, type: string): boolean {
  return terms.partnerTypes.some(({ name, listed }) => name === type && listed);
}

/** Whether partners of a type give first-line support to the customers that they brought. */
export function givesFirstLineSupport(terms: Terms, type: string): boolean {
  return terms.partnerTypes.some(({ name, firstLineSupport }) => name === type && firstLineSupport);
}
