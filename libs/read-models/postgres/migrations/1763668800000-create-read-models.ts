import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTables } from '../schema/create-tables';
import { createOpsRole, createOpsViews } from '../schema/ops-views';
import { LIVE_SCHEMA } from '../schema/tables';

/** The tables of the read models, and the stable views on them for ops. */
export class CreateReadModels1763668800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = [...createTables(LIVE_SCHEMA), createOpsRole(), ...createOpsViews(LIVE_SCHEMA)];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA ops CASCADE');
    await runner.query(`DROP SCHEMA ${LIVE_SCHEMA} CASCADE`);
  }
}
