import { text } from '../definition/column';
import type { GroupedTable } from '../definition/table';

/** A lead that counts among the claims on a customer, by the fact that submitted it. */
export interface LeadClaimRow {
  readonly customer: string;
  readonly source: string;
  readonly id: string;
}

/** Which customers a lead belongs to is not decided a second time: it stands among the introductions of each. */
export const leadClaims: GroupedTable<LeadClaimRow, 'customer'> = {
  kind: 'grouped',
  name: 'lead_claims',
  columns: { customer: text('customer'), source: text('source'), id: text('id') },
  key: ['customer', 'source', 'id'],
  group: ['customer'],
  indexes: { lead_claims_of_lead: '(program, source, id)' },
  partnersSee: [{ table: 'leads', columns: ['source', 'id'] }],
  fold: {
    decisions: {
      AttributionChanged: (rows, { customer, introductions }) => {
        const ofLeads = introductions.filter(({ claim }) => claim === 'lead');
        rows.replace(
          { customer },
          ofLeads.map(({ source, id }) => ({ customer, source, id })),
        );
      },
    },
  },
};
