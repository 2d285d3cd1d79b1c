import type { z } from 'zod';

/**
 * A rule over several fields that is broken. `path` is relative to the object or list that has the rule;
 * `explanation` follows the path in the rejection's detail, where the offending value alone would not tell.
 */
export function breaksRule(
  context: z.core.ParsePayload<unknown>,
  path: readonly (string | number)[],
  explanation: string,
): void {
  context.issues.push({
    code: 'custom',
    path: [...path],
    message: explanation,
    input: context.value,
    params: { explanation },
  });
}

/** Rule: no two entries of a list have the same `field` (a line id twice, a partner twice). */
export function noneTwice<F extends string>(field: F) {
  return (context: z.core.ParsePayload<readonly Readonly<Record<F, string>>[]>): void => {
    const seen = new Set<string>();
    for (const [index, entry] of context.value.entries()) {
      if (seen.has(entry[field])) breaksRule(context, [index, field], 'twice');
      seen.add(entry[field]);
    }
  };
}

/** Rule: at least one of two texts is given and not blank; a blank one identifies nobody. */
export function atLeastOne<A extends string, B extends string>(first: A, second: B) {
  return (context: z.core.ParsePayload<Readonly<Partial<Record<A | B, string>>>>): void => {
    const { [first]: a, [second]: b } = context.value;
    if (isBlank(a) && isBlank(b)) breaksRule(context, [], `${first} or ${second}`);
  };
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}

/** Rule: at least one of some fields is there. */
export function given<F extends string>(...fields: readonly F[]) {
  return (context: z.core.ParsePayload<Readonly<Partial<Record<F, unknown>>>>): void => {
    if (fields.every((field) => context.value[field] === undefined)) breaksRule(context, [], fields.join(' or '));
  };
}

/** Rule: exactly one of two fields is given. */
export function exactlyOne<A extends string, B extends string>(first: A, second: B, explanation: string) {
  return (context: z.core.ParsePayload<Readonly<Partial<Record<A | B, unknown>>>>): void => {
    const { [first]: a, [second]: b } = context.value;
    if ((a === undefined) === (b === undefined)) breaksRule(context, [], explanation);
  };
}

/** What `exactlyOne`, `atLeastOne` and `given` say in JSON Schema. */
export const exactlyOneOf = (first: string, second: string) => ({ oneOf: requiring(first, second) });
export const anyOf = (first: string, second: string) => ({
  anyOf: [first, second].map((field) => ({
    required: [field],
    properties: { [field]: { type: 'string', pattern: '\\S' } },
  })),
});

export const givenOneOf = (...fields: string[]) => ({ anyOf: requiring(...fields) });

function requiring(...fields: string[]): { required: string[] }[] {
  return fields.map((field) => ({ required: [field] }));
}
