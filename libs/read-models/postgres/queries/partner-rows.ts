/** Partners with their promotion and the activated customers that are sourced to them; `where` is about `p`. */
export const partnerRows = (schema: string, where: string) => `
  SELECT p.partner, p.partner_type, p.tier, p.application, p.approved_at_ms, p.terminated, p.holds, p.active_until_day,
         m.promotion, m.rate AS promotion_rate, c.counted
    FROM ${schema}.partners p
    LEFT JOIN ${schema}.promotions m USING (program, partner)
   CROSS JOIN LATERAL (
     SELECT coalesce(json_agg(json_build_array(activated_at_ms, won_in_quarter) ORDER BY activated_at_ms, customer), '[]')
              AS counted
       FROM ${schema}.counted_customers WHERE program = $1 AND partner = p.partner
   ) c
   ${where}`;
