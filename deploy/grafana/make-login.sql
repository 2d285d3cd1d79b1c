-- The login of the dashboards: a member of ledger_ops, which reads the ops views and nothing else. Run as the ledger's
-- own user, whenever the profile starts; doing it again sets the password anew.
\set ON_ERROR_STOP on
\getenv password LEDGER_DASHBOARD_PASSWORD
SELECT coalesce(:'password', '') = '' AS missing \gset
\if :missing
  \warn 'LEDGER_DASHBOARD_PASSWORD is missing, see deploy/compose.env.example'
  \quit
\endif
SELECT format('CREATE ROLE dashboards LOGIN PASSWORD %L IN ROLE ledger_ops', :'password')
 WHERE to_regrole('dashboards') IS NULL \gexec
SELECT format('ALTER ROLE dashboards PASSWORD %L', :'password') \gexec
