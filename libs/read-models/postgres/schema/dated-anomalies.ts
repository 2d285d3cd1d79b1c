/** Anomalies with the time of the last fact that takes something of their invoice back; of a void without effect, of the first void. */
export const datedAnomalies = (schema: string) => `
  SELECT x.program, x.code, x.invoice, x.detail, CASE x.code
           WHEN 'void_without_effect' THEN (
             SELECT min(t.at_ms) FROM ${schema}.takebacks t
              WHERE t.program = x.program AND t.invoice = x.invoice AND t.event_type = 'invoice.voided')
           ELSE (
             SELECT max(t.at_ms) FROM ${schema}.takebacks t
              WHERE t.program = x.program AND t.invoice = x.invoice AND t.event_type <> 'invoice.voided')
         END AS at_ms
    FROM ${schema}.anomalies x`;
