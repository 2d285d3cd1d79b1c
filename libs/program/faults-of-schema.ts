import type { z } from 'zod';
import { knownKeysAt } from './known-keys';
import { nearestKey } from './nearest-key';
import type { TermsFault, TermsPath } from './terms-error';
import { termsSchema } from './terms-schema';

/** What the schema found, in words for the author of the terms, each at the place where it stands. */
export function faultsOfSchema(error: z.ZodError): TermsFault[] {
  return error.issues.flatMap((issue) => faultsOf(issue, []));
}

function faultsOf(issue: z.core.$ZodIssue, above: TermsPath): TermsFault[] {
  const path = [...above, ...(issue.path as TermsPath)];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path));
  if (issue.code === 'invalid_union') {
    // The alternative that fits so far that only something inside it is wrong tells more than the whole.
    const inside = issue.errors.find((issues) =>
      issues.some(({ path: at, code }) => at.length > 0 || code === 'unrecognized_keys'),
    );
    return inside === undefined ? [{ path, message: issue.message }] : inside.flatMap((one) => faultsOf(one, path));
  }
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => ({ path, message }));
  if (issue.code === 'invalid_type') return [{ path, message: wantedShape(issue) }];
  return [{ path, message: issue.message }];
}

function unknownKey(key: string, path: TermsPath): TermsFault {
  const known = knownKeysAt(termsSchema, path);
  const nearest = nearestKey(key, known);
  const hint = nearest === null ? `known here: ${known.join(', ')}` : `did you mean ${nearest}?`;
  return { path: [...path, key], message: `there is no such key here; ${hint}` };
}

function wantedShape(issue: z.core.$ZodIssueInvalidType): string {
  const wanted = issue.expected === 'array' ? 'a list of entries' : 'a group of keys with their values';
  return issue.input === undefined && issue.message.includes('undefined')
    ? `is missing: give ${wanted}`
    : `write ${wanted}`;
}
