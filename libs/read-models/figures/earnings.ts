import { shownMonth, shownTime, type OpsView } from '../definition/ops-view';
import { earnedQuery, ofAllPrograms } from './earned';

export const earningsView: OpsView = {
  about: 'What each line of an invoice earns on for each partner that is credited with it, in minor units.',
  select: (schema) => `SELECT e.program, e.partner, e.customer, e.invoice, e.line, e.role, e.base_minor, e.currency,
          ${shownMonth('e.month', 'month')}, ${shownTime('e.earned_at_ms', 'earned_at')}
        FROM (${earnedQuery(schema, ofAllPrograms)}) e`,
};
