import { Problem } from './problem';

/** The same for a program that is not published as for one that the caller's token is not for. */
export function noSuchProgram(name: string): Problem {
  return new Problem('not-found', `There is no program ${name}: GET /v1/programs lists those that are.`);
}
