/** What takes a lock each, as often as it is called: an owner may, a reader may not. */
export const TAKES_LOCKS = [
  ...['pg_advisory_lock', 'pg_advisory_xact_lock', 'pg_try_advisory_lock', 'pg_try_advisory_xact_lock']
    .flatMap((name) => [name, `${name}_shared`])
    .flatMap((name) => [`SELECT ${name}(1)`, `SELECT ${name}(1, 1)`]),
  'SELECT lo_creat(-1)',
  'SELECT lo_create(0)',
  "SELECT lo_from_bytea(0, 'a')",
  'CREATE TEMPORARY TABLE mine ()',
];
