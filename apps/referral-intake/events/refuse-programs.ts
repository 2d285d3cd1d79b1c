import { showText } from '@ledger/contracts/show-text';
import type { ServiceToken } from '@ledger/service-kit/access/principal';
import { Problem } from '@ledger/service-kit/problems/problem';

/**
 * Refuses a whole request, before anything of it is recorded, when a token that is for one program sends an event that
 * names another, whether there is such a program or not. An event that names none passes: it is rejected where events
 * are judged.
 */
export function refusePrograms({ id, program }: ServiceToken, values: readonly unknown[]): void {
  if (program === null) return;
  const refused = values.flatMap((value, index) => {
    const named = programOf(value);
    return named === null || named === program ? [] : [{ index, named: showText(named) }];
  });
  const [first] = refused;
  if (first === undefined) return;
  throw new Problem(
    'program-not-allowed',
    `Event ${first.index} (counted from 0) is of the program '${first.named}'; the token ${id} is for ${program} only. ` +
      'Nothing of this request was recorded.',
    {
      errors: refused.map(({ index, named }) => ({
        field: `events[${index}].program`,
        detail: `'${named}' is not ${program}`,
      })),
      extensions: { index: first.index },
    },
  );
}

function programOf(value: unknown): string | null {
  const program = typeof value === 'object' && value !== null && 'program' in value ? value.program : null;
  return typeof program === 'string' ? program : null;
}
