import type { Onboarding, OnboardingDesk } from '../onboarding/onboarding-desk';

/** For tests: what was asked of rails for partners, in memory; each was asked for `ageMs` ago. */
export function memoryOnboardings(ageMs = 0): OnboardingDesk {
  const rows: Onboarding[] = [];
  const indexOf = (rail: string, program: string, partner: string) =>
    rows.findIndex((row) => row.rail === rail && row.program === program && row.partner === partner);
  const find = (rail: string, program: string, partner: string) => rows[indexOf(rail, program, partner)] ?? null;
  const change = ({ rail, program, partner }: Onboarding, to: Partial<Onboarding>) => {
    const index = indexOf(rail, program, partner);
    const row = rows[index];
    if (row !== undefined) rows[index] = { ...row, ...to };
    return row;
  };
  return {
    begin: (asked) => {
      const known = find(asked.rail, asked.program, asked.partner);
      const begun = known ?? { ...asked, account: null, isReady: false, ageMs };
      if (known === null) rows.push(begun);
      return Promise.resolve(begun);
    },
    find: (rail, program, partner) => Promise.resolve(find(rail, program, partner)),
    made: (onboarding, account) => {
      change(onboarding, { account });
      return Promise.resolve();
    },
    ofAccount: (rail, account) =>
      Promise.resolve(rows.find((row) => row.rail === rail && row.account === account) ?? null),
    becomeReady: (onboarding) => Promise.resolve(change(onboarding, { isReady: true })?.isReady === false),
  };
}
