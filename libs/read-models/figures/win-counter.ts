import { shownQuarter, type OpsView } from '../definition/ops-view';
import { ofAllPrograms, type OfProgram } from './earned';

/**
 * How many customers each approved partner has won in the quarter that the program's clock shows, and how many lift its
 * rate, by the version of the terms that is in force for it; programs whose terms count wins only.
 */
export function winCounterQuery(schema: string, ofProgram: OfProgram): string {
  return `SELECT w.program, w.partner, w.quarter, w.wins, w.wins_needed, w.rate,
                 greatest(w.wins_needed - w.wins, 0) AS wins_missing
            FROM (
              SELECT a.program, a.partner, q.month / 3 AS quarter, (v.bonus ->> 'wins')::bigint AS wins_needed,
                     v.bonus ->> 'rate' AS rate,
                     (SELECT count(*) FROM ${schema}.counted_customers n WHERE n.program = a.program
                        AND n.partner = a.partner AND n.won_in_quarter = q.month / 3) AS wins
                FROM ${schema}.approvals a
                JOIN ${schema}.programs g ON g.program = a.program
                JOIN ${schema}.clock_months q ON q.program = a.program
               CROSS JOIN LATERAL (
                 SELECT t.terms -> 'bonus' AS bonus FROM ${schema}.terms_versions t
                  WHERE t.program = a.program AND (t.version = 1 OR t.effective_from_ms <= g.clock_ms AND (
                        t.terms ->> 'appliesTo' = 'all'
                     OR t.terms ->> 'appliesTo' = 'new-partners' AND a.approved_at_ms >= t.effective_from_ms))
                  ORDER BY t.version DESC LIMIT 1
               ) v
               WHERE json_typeof(v.bonus) = 'object' AND ${ofProgram('a.program')}
            ) w`;
}

export const winCounterView: OpsView = {
  about: "Each approved partner's wins in the present quarter, and how many lift its rate.",
  select: (schema) => `SELECT w.program, w.partner, ${shownQuarter('w.quarter', 'quarter')}, w.wins, w.wins_needed,
          w.wins_missing, w.rate FROM (${winCounterQuery(schema, ofAllPrograms)}) w`,
};
