import type { ProgramTerms } from '@ledger/program/program-terms';
import { UserError } from './user-error';

/** The terms of a program by its name (UserError for one that has none). */
export function termsByName(programs: readonly ProgramTerms[]): (program: string) => ProgramTerms {
  const byName = new Map(programs.map((each) => [each.program, each]));
  return (name) => {
    const terms = byName.get(name);
    if (terms === undefined)
      throw new UserError(
        `the ledger has a program ${name} whose terms are not on file: name their file in LEDGER_TERMS`,
      );
    return terms;
  };
}
