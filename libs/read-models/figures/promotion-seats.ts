import { shownTime, type OpsView } from '../definition/ops-view';
import { ofAllPrograms, type OfProgram } from './earned';

/** A program's promotion: how many slots it has, how many were taken, and how many are left; none is, once it is closed. */
export function promotionSeatsQuery(schema: string, ofProgram: OfProgram): string {
  return `SELECT v.program, v.promotion, v.rate, v.slots, v.taken, x.at_ms AS closed_at_ms,
                 CASE WHEN x.at_ms IS NULL THEN greatest(v.slots - v.taken, 0) ELSE 0 END AS seats_left
            FROM (
              SELECT t.program, t.promotion ->> 'name' AS promotion, t.promotion ->> 'rate' AS rate,
                     (t.promotion ->> 'slots')::bigint AS slots,
                     (SELECT count(*) FROM ${schema}.promotions m WHERE m.program = t.program) AS taken
                FROM (
                  SELECT DISTINCT ON (program) program, terms -> 'promotion' AS promotion
                    FROM ${schema}.terms_versions t WHERE ${ofProgram('t.program')} ORDER BY program, version DESC
                ) t WHERE json_typeof(t.promotion) = 'object'
            ) v LEFT JOIN ${schema}.closed_promotions x ON x.program = v.program AND x.promotion = v.promotion`;
}

export const promotionSeatsView: OpsView = {
  about: "The slots of each program's promotion, and how many are left.",
  select: (schema) => `SELECT s.program, s.promotion, s.rate, s.slots, s.taken, s.seats_left,
          ${shownTime('s.closed_at_ms', 'closed_at')} FROM (${promotionSeatsQuery(schema, ofAllPrograms)}) s`,
};
