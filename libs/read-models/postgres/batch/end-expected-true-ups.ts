import { expectedTrueUps } from '../../tables/expected-true-ups';
import { programs } from '../../tables/programs';
import { encodeText } from '../text-codec';
import type { ProgramTarget } from '../write-rows';
import type { FoldedProgram } from './folded-program';

/** What the end of a quarter was expected to post is posted once the program's clock has come there. */
export async function endExpectedTrueUps(
  { sql, schema, program }: ProgramTarget,
  folded: FoldedProgram,
): Promise<void> {
  if (folded.of(programs).rows.length === 0 && folded.of(expectedTrueUps).rows.length === 0) return;
  await sql.run(
    `DELETE FROM ${schema}.${expectedTrueUps.name} e USING ${schema}.${programs.name} g
      WHERE e.program = $1 AND g.program = $1 AND e.due_at_ms <= g.clock_ms`,
    [encodeText(program)],
  );
}
