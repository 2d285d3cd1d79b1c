import type { OpenAPIObject } from '@nestjs/swagger';
import { withSharedParts } from './shared-parts';

const limit = { name: 'limit', in: 'query', schema: { type: 'integer', default: 100 } };
const noToken = { description: 'No token.' };

function documentOf(operations: Record<string, object>): OpenAPIObject {
  return {
    openapi: '3.1.0',
    info: { title: 'things', version: '1' },
    paths: Object.fromEntries(Object.entries(operations).map(([path, get]) => [path, { get }])) as never,
    components: { schemas: { Thing: { type: 'object' } } },
  };
}

interface Shared {
  readonly paths: Record<string, { get: { parameters?: { $ref: string }[]; responses: Record<string, object> } }>;
  readonly components: Record<'parameters' | 'responses' | 'schemas', Record<string, object>>;
}

const shared = (operations: Record<string, object>) => withSharedParts(documentOf(operations)) as unknown as Shared;

it('says once what operations have alike, in whatever order they say it', () => {
  const otherOrder = { schema: { default: 100, type: 'integer' }, in: 'query', name: 'limit' };
  const { paths, components } = shared({
    '/a': { parameters: [limit], responses: { 200: { description: 'It.' }, 401: noToken } },
    '/b': { parameters: [otherOrder], responses: { 200: { description: 'It.' }, 401: noToken } },
  });
  const [name = ''] = Object.keys(components.parameters);
  const [refusal = ''] = Object.keys(components.responses);
  expect(name).toMatch(/^limit-[0-9a-f]{8}$/);
  expect(refusal).toMatch(/^401-[0-9a-f]{8}$/);
  expect(components).toEqual({
    parameters: { [name]: limit },
    responses: { [refusal]: noToken },
    schemas: { Thing: { type: 'object' } },
  });
  for (const path of ['/a', '/b']) {
    expect(paths[path]?.get).toEqual({
      parameters: [{ $ref: `#/components/parameters/${name}` }],
      responses: { 200: { description: 'It.' }, 401: { $ref: `#/components/responses/${refusal}` } },
    });
  }
});

it('leaves with an operation what only that says', () => {
  const only = { parameters: [limit], responses: { 200: { description: 'It.' }, 401: noToken } };
  const { paths, components } = shared({ '/a': only, '/b': { responses: { 401: { description: 'No secret.' } } } });
  expect(paths['/a']?.get).toEqual(only);
  expect(components).toEqual({ parameters: {}, responses: {}, schemas: { Thing: { type: 'object' } } });
});

it('keeps the name of a part whatever other operations there are', () => {
  const operation = { responses: { 401: noToken } };
  const few = shared({ '/a': operation, '/b': operation });
  const gone = { responses: { 401: noToken, 410: { description: 'Gone.' } } };
  const many = shared({ '/0': gone, '/1': gone, '/a': operation, '/b': operation });
  expect(Object.keys(many.components.responses)).toEqual(expect.arrayContaining(Object.keys(few.components.responses)));
});
