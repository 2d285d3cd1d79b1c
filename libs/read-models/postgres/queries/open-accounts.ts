/**
 * Accounts with something in hold, payable or in transit, whether they have payable lines, and why lines are in hold. `where` is about a table with
 * program, partner and currency, named `t` in it; `$2` is the moment that tells which lines are still clearing.
 */
export const openAccounts = (schema: string, where: (t: string) => string) => `
  SELECT a.partner, a.currency, a.hold_minor, a.payable_minor, a.in_transit_minor, w.approval, q.made_at_ms AS proposed_at_ms,
         coalesce(o.has_payable, false) AS has_payable, coalesce(o.has_held, false) AS has_held,
         coalesce(o.clearing, false) AS clearing,
         coalesce(o.dispute, false) AS dispute, coalesce(o.not_activated, false) AS not_activated
    FROM ${schema}.accounts a
    LEFT JOIN ${schema}.account_approvals w USING (program, partner, currency)
    LEFT JOIN ${schema}.payouts q
      ON q.program = a.program AND q.partner = a.partner AND q.currency = a.currency AND q.state = 'proposed'
    LEFT JOIN (
      SELECT l.partner, l.currency,
             bool_or(l.state = 'payable') AS has_payable,
             bool_or(l.state = 'hold') AS has_held,
             bool_or(l.state = 'hold' AND l.clears_at_ms > $2) AS clearing,
             bool_or(l.state = 'hold' AND coalesce('dispute' = ANY (h.holds), false)) AS dispute,
             bool_or(l.state = 'hold' AND coalesce('not_activated' = ANY (h.holds), false)) AS not_activated
        FROM ${schema}.lines l
        LEFT JOIN ${schema}.invoice_holds h
          ON h.program = l.program AND h.invoice = l.invoice AND h.partner = l.partner
       WHERE ${where('l')} AND l.paid_at_ms IS NULL
       GROUP BY l.partner, l.currency
    ) o ON o.partner = a.partner AND o.currency = a.currency
   WHERE ${where('a')} AND (a.hold_minor <> 0 OR a.payable_minor <> 0 OR a.in_transit_minor <> 0)
   ORDER BY a.partner, a.currency`;
