import type { AnyTable, GoesWith, PartnersSee } from '../../definition/table';
import { customerPartners } from '../../tables/customer-partners';
import { registrations } from '../../tables/registrations';

/** The role under which partners' requests read: nobody logs in as it, the ledger's user takes it for a transaction. */
export const PARTNER_ROLE = 'ledger_partner';

/** The settings, local to a transaction, that say whose request it is; their values are written as texts of columns are. */
export const PARTNER_SETTINGS = { program: 'ledger.program', partner: 'ledger.partner' } as const;

/**
 * The statements that keep a table to the rows of the partner whose request reads it: row-level security, for whoever is
 * not the owner of the tables. Without settings there are no rows, because no program and no partner has an empty name.
 */
export function partnerWalls(schema: string, table: AnyTable): readonly string[] {
  const rows = rowsOf(schema, table);
  return [
    `ALTER TABLE ${schema}.${table.name} ENABLE ROW LEVEL SECURITY`,
    ...(rows === null ? [] : [`CREATE POLICY rows_of_partner ON ${schema}.${table.name} FOR SELECT USING (${rows})`]),
  ];
}

/** What requests of partners see of a table. */
export function partnersSee(table: AnyTable): PartnersSee {
  return table.partnersSee ?? (hasPartner(table) ? 'own' : 'nothing');
}

/** The condition of the rows that are seen; null: none is. */
function rowsOf(schema: string, table: AnyTable): string | null {
  const ofProgram = `program = ${setting('program')}`;
  const seen = partnersSee(table);
  if (typeof seen === 'object')
    return `${ofProgram} AND (${seen.map((others) => beside(schema, table, others)).join(' OR ')})`;
  switch (seen) {
    case 'own':
      if (!hasPartner(table)) throw new Error(`table ${table.name} has no column partner: it has nobody's own rows`);
      return `${ofProgram} AND partner = ${setting('partner')}`;
    case 'of-program':
      return ofProgram;
    case 'of-customers':
      // Its own rows of that table are all that it sees there.
      return `${ofProgram} AND EXISTS (SELECT FROM ${schema}.${customerPartners.name} c
        WHERE c.program = ${table.name}.program AND c.customer = ${table.name}.customer)`;
    case 'of-deals':
      return `${ofProgram} AND EXISTS (SELECT FROM ${schema}.${registrations.name} r
        WHERE r.program = ${table.name}.program AND r.deal = ${table.name}.deal)`;
    case 'nothing':
      return null;
  }
}

/** What is seen of the other table, its own wall says. */
function beside(schema: string, { name }: AnyTable, { table: other, columns }: GoesWith): string {
  const same = ['program', ...columns].map((column) => `o.${column} = ${name}.${column}`).join(' AND ');
  return `EXISTS (SELECT FROM ${schema}.${other} o WHERE ${same})`;
}

const hasPartner = ({ columns }: AnyTable) => Object.values(columns).some(({ name }) => name === 'partner');

const setting = (of: keyof typeof PARTNER_SETTINGS) => `current_setting('${PARTNER_SETTINGS[of]}', true)`;

/**
 * Makes the role and lets the ledger's user take it. Roles belong to the whole server: another database may have made it,
 * and not every user may make one.
 */
export function createPartnerRole(): string {
  return `DO $$
    DECLARE taken text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
  BEGIN
    BEGIN
      IF to_regrole('${PARTNER_ROLE}') IS NULL THEN CREATE ROLE ${PARTNER_ROLE} NOLOGIN; END IF;
    EXCEPTION
      WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    IF NOT pg_has_role('${PARTNER_ROLE}', taken) THEN GRANT ${PARTNER_ROLE} TO CURRENT_USER; END IF;
  EXCEPTION
    WHEN unique_violation THEN NULL;
    WHEN insufficient_privilege THEN
      RAISE WARNING 'role ${PARTNER_ROLE} was not made, or not granted to %: requests of partners are refused', current_user;
  END $$`;
}

/** The statement that lets the role read what it may of the tables of a schema, where the role exists. */
export function grantToPartners(schema: string, tables: readonly AnyTable[]): string {
  const seen = tables.filter((table) => partnersSee(table) !== 'nothing').map(({ name }) => `${schema}.${name}`);
  return `DO $$ BEGIN
    IF to_regrole('${PARTNER_ROLE}') IS NOT NULL AND NOT has_schema_privilege('${PARTNER_ROLE}', '${schema}', 'USAGE') THEN
      GRANT USAGE ON SCHEMA ${schema} TO ${PARTNER_ROLE};
      GRANT SELECT ON ${seen.join(', ')} TO ${PARTNER_ROLE};
    END IF;
  END $$`;
}
