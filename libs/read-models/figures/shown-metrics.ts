import { firstDayOf, shownPeriod } from './periods';

/** So many decimals has a share or a number of days. */
const DECIMALS = 4;

/** The last part of the query of metrics: a row for each, with what it was divided from. */
export function shownMetrics(): string {
  const amount = (metric: string, column: string) =>
    `SELECT program, kind, n, currency, '${metric}' AS metric, ${column}::numeric AS value, NULL::numeric AS numerator, NULL::numeric AS denominator FROM money`;
  const rows = [
    amount('revenue', 'revenue'),
    amount('sourced_revenue', 'sourced'),
    ratio('sourced_share', 'money', 'currency', 'sourced', 'revenue'),
    amount('influenced_revenue', 'influenced'),
    ratio('influenced_share', 'money', 'currency', 'influenced', 'revenue'),
    ratio('average_partner_revenue', 'of_partners', 'currency', 'base', 'partners', 0),
    ratio('top_decile_concentration', 'of_partners', 'currency', 'top', 'base'),
    ratio('attach_rate', 'closed', 'NULL', 'credited', 'closed'),
    ratio('activation_rate', 'approved', 'NULL', 'active', 'approved'),
    `SELECT program, kind, n, NULL, 'time_to_first_referral', round(median_days, ${DECIMALS}), NULL, active::numeric
       FROM approved WHERE active > 0`,
    ratio('win_rate', 'wins', 'NULL', 'won', 'decided'),
    ratio('win_rate_without_partner', 'wins_without', 'NULL', 'won', 'decided'),
  ];
  return `SELECT m.program, m.kind AS period_kind, ${shownPeriod('m.kind', 'm.n')} AS period, ${firstDayOf('m.kind', 'm.n')} AS from_day,
            m.metric, m.currency, m.value, m.numerator, m.denominator
       FROM (${rows.join('\n       UNION ALL ')}) m`;
}

/** Null where there is nothing to divide by. */
function ratio(metric: string, from: string, currency: string, over: string, by: string, decimals = DECIMALS): string {
  return `SELECT program, kind, n, ${currency}, '${metric}', round(${over}::numeric / nullif(${by}, 0), ${decimals}),
             ${over}::numeric, ${by}::numeric FROM ${from}`;
}
