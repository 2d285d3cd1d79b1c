import type { OpenAPIObject } from '@nestjs/swagger';
import { hash } from 'node:crypto';

type Parts = Record<string, object>;

interface Operation {
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses: Readonly<Record<string, object>>;
}

/**
 * Says what many operations have alike once, in the components, and refers to it: parameters, and how a request is
 * refused. A part is named by what it says, so that no name changes when other operations come. What an operation answers
 * where nothing is wrong stays where it is.
 */
export function withSharedParts(document: OpenAPIObject): OpenAPIObject {
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item as Record<string, Operation>));
  const isShared = saidMoreThanOnce(operations.flatMap((operation) => partsOf(operation)));
  const [parameters, responses]: [Parts, Parts] = [{}, {}];
  const share = (part: object, kind: 'parameters' | 'responses', called: string): object => {
    if (!isShared(part)) return part;
    const name = `${called}-${hash('sha256', sorted(part)).slice(0, 8)}`;
    (kind === 'parameters' ? parameters : responses)[name] ??= part;
    return { $ref: `#/components/${kind}/${name}` };
  };
  const shared = (operation: Operation): object => ({
    ...operation,
    ...(operation.parameters && {
      parameters: operation.parameters.map((each) => share(each, 'parameters', each.name)),
    }),
    responses: mapped(operation.responses, (answer, status) =>
      isRefusal(status) ? share(answer, 'responses', status) : answer,
    ),
  });
  const paths = mapped(document.paths, (item) => mapped(item as Record<string, Operation>, shared));
  return { ...document, paths, components: { ...document.components, parameters, responses } as object };
}

const isRefusal = (status: string) => /^[45]/.test(status);

function partsOf({ parameters = [], responses }: Operation): object[] {
  const refusals = Object.entries(responses).flatMap(([status, answer]) => (isRefusal(status) ? [answer] : []));
  return [...parameters, ...refusals];
}

function saidMoreThanOnce(parts: readonly object[]): (part: object) => boolean {
  const counts = new Map<string, number>();
  for (const text of parts.map(sorted)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return (part) => (counts.get(sorted(part)) ?? 0) > 1;
}

/** The same text for what says the same, in whatever order. */
function sorted(part: object): string {
  return JSON.stringify(part, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function mapped<T, R>(record: Readonly<Record<string, T>>, change: (value: T, key: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
