import { PeopleRefused } from '@ledger/desk/people/people-refused';
import { Problem } from '@ledger/service-kit/problems/problem';

/** Does something with people; what cannot be done is the problem `not-found` or `conflict`. */
export async function orProblem<T>(doing: Promise<T>): Promise<T> {
  try {
    return await doing;
  } catch (error) {
    if (!(error instanceof PeopleRefused)) throw error;
    throw new Problem(error.isMissing ? 'not-found' : 'conflict', `${error.message}.`);
  }
}
