import type { ProgramTerms } from '@ledger/program/program-terms';

/** The terms of a program by its name (RangeError for one that has none). */
export function termsByName(programs: readonly ProgramTerms[]): (program: string) => ProgramTerms {
  const byName = new Map(programs.map((each) => [each.program, each]));
  return (name) => {
    const terms = byName.get(name);
    if (terms === undefined) throw new RangeError(`there are no terms of a program ${name}`);
    return terms;
  };
}
