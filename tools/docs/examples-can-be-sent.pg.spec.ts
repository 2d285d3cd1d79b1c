import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { testEvent } from '@ledger/service-kit/testing/two-programs';
import { SERVICE_MODULES } from '@apps/ledger/services';
import { bankOfExamples } from './bank-of-examples';
import { peopleOfExamples } from './people-of-examples';
import { stripeOfExamples, type StripeOfExamples } from './stripe-of-examples';

type Value = string | number;

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly example?: Value;
  readonly schema: { readonly example?: Value; readonly default?: Value };
}

interface Content {
  readonly schema?: object;
  readonly example?: unknown;
}

interface Operation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Content>> }>>;
  readonly security: readonly object[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Components {
  readonly components: { readonly parameters: Readonly<Record<string, Parameter>> };
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly mediaType?: string;
}

/** What Swagger UI has filled in. */
const filledIn = ({ example, schema }: Parameter): Value | undefined => example ?? schema.example ?? schema.default;

const said = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as Components;

/** What operations share lies in the components: here every operation has its own parameters again. */
const document = JSON.parse(JSON.stringify(said), (_key, value: unknown) => {
  const [, name] = /^#\/components\/parameters\/(.+)$/.exec((value as { $ref?: string } | null)?.$ref ?? '') ?? [];
  return name === undefined ? value : said.components.parameters[name];
}) as Document;

/** The answer that an operation promises where nothing is wrong. */
const successOf = ({ operation }: Asked): string =>
  Object.keys(operation.responses).find((status) => /^[23]/.test(status)) ?? 'none';

/**
 * What people do goes by what they did before, which the samples have not: there an example is well written when it is
 * answered by a status that the operation documents, and is not called wrong.
 */
const LEDGERS_OWN = [
  'attribution',
  'commission',
  'events',
  'explanations',
  'partners',
  'payouts',
  'people',
  'programs',
  'rejected',
];
const goesByWhatWasDone = ({ operation }: Asked) => operation.tags?.every((tag) => !LEDGERS_OWN.includes(tag)) === true;
const NOT_DONE_BEFORE = [404, 409, 410, 412, 422, 503];

/** What partners ask is asked by a person of the partner of the examples. */
const isOfPartner = ({ path }: Asked) => path.startsWith('/api/partner');

/** A signature is of the bytes and the moment: nobody but the rail can send such a request. */
const isSigned = ({ operation }: Asked) =>
  (operation.parameters ?? []).some(({ name }) => /-sig(nature)?$/.test(name.toLowerCase()));

/** Every operation, and with a body once for each type of it. */
const operations: Asked[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([method, operation]): Asked[] => {
    const types = Object.keys(operation.requestBody?.content ?? {});
    if (types.length === 0) return [{ method, path, operation }];
    return types.map((mediaType) => ({ method, path, operation, mediaType }));
  }),
);

/** Sealed with a key that this service has not. */
const isSealed = ({ operation }: Asked) => operation.tags?.includes('tax') === true;

const requests = operations.filter((asked) => !isSigned(asked) && !isSealed(asked));

/** So that the lists of what somebody has to look at show something. */
function whatTheSamplesLack(): object[] {
  const event = (type: string, data: object) => testEvent('plixo', '2026-12-30', type, data);
  return [
    event('customer.signed_up', { customer: 'cus-lost', referralCode: 'NOBODY-HAS-IT' }),
    event('referral.submitted', { referral: 'lead-open', partner: 'alder', email: 'ada@larkspur.example' }),
    event('customer.signed_up', { customer: 'cus-larkspur', email: 'cfo@larkspur.example' }),
    event('payment.refunded', { refund: 're-lost', invoice: 'inv-never-came', amount: 1 }),
    event('adjustment.posted', {
      adjustment: 'adj-1',
      partner: 'alder',
      currency: 'USD',
      amount: 1_000,
      by: 'finance',
      reason: 'a bonus',
    }),
    event('period.closed', { period: '2026-11' }),
  ];
}

/** What Swagger UI has filled in of the headers. */
function headersOf({ parameters = [] }: Operation): Headers {
  const given = parameters.filter((each) => each.in === 'header' && filledIn(each) !== undefined);
  return new Headers(given.map((each) => [each.name, String(filledIn(each))]));
}

/** The methods of a path, and of templates that it fits as well: `/referrals/manual`, read, is the lead `manual`. */
function methodsAt(path: string): string[] {
  const fitting = Object.entries(document.paths).filter(([template]) =>
    new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  return fitting.flatMap(([, item]) => Object.keys(item));
}

/** The fields of a form; its files are left out. */
function formOf(example: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(example as Record<string, unknown>)) {
    if (typeof value === 'string') form.append(name, value);
  }
  return form;
}

describe('what /docs has filled in', () => {
  let service: StartedService;
  let stripe: StripeOfExamples;
  let owner: string;
  const ajv = addFormats(new Ajv2020({ strict: false }));

  beforeAll(async () => {
    ajv.addSchema({ $id: 'openapi', ...document });
    stripe = await stripeOfExamples();
    service = await startService(SERVICE_MODULES, { bank: await bankOfExamples(), stripeOffice: stripe.office });
    const lines = readFileSync('samples/plixo.ndjson', 'utf8').trim().split('\n');
    await service.feed([...lines.map((line) => JSON.parse(line) as unknown), ...whatTheSamplesLack()]);
    owner = await peopleOfExamples(service);
  }, 60_000);

  afterAll(async () => {
    await service.stop();
    await stripe.simulator.close();
  });

  function addressOf({ path, operation }: Asked): URL {
    const url = new URL(service.url);
    let filledPath = path;
    for (const parameter of operation.parameters ?? []) {
      const value = filledIn(parameter);
      if (parameter.in === 'path')
        filledPath = filledPath.replace(`{${parameter.name}}`, encodeURIComponent(`${value}`));
      else if (parameter.in === 'query' && value !== undefined) url.searchParams.set(parameter.name, `${value}`);
    }
    url.pathname = filledPath;
    return url;
  }

  async function send(asked: Asked): Promise<Response> {
    const { method, operation, mediaType } = asked;
    const headers = headersOf(operation);
    if (operation.security.length > 0) headers.set('Authorization', isOfPartner(asked) ? owner : service.admin);
    const request = { method: method.toUpperCase(), headers, redirect: 'manual' as const };
    if (mediaType === undefined) return fetch(addressOf(asked), request);
    const example = operation.requestBody?.content[mediaType]?.example;
    if (mediaType === 'multipart/form-data') return fetch(addressOf(asked), { ...request, body: formOf(example) });
    headers.set('Content-Type', mediaType);
    const body = typeof example === 'string' ? example : JSON.stringify(example);
    return fetch(addressOf(asked), { ...request, body });
  }

  /** The schema that the document has for the answer; undefined: it has none. */
  function schemaOf(asked: Asked, status: number, type: string): ValidateFunction | undefined {
    const pointer = (key: string) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
    const steps = ['paths', asked.path, asked.method, 'responses', String(status), 'content', type, 'schema'];
    const content = asked.operation.responses[String(status)]?.content?.[type];
    return content?.schema === undefined ? undefined : ajv.getSchema(`openapi#/${steps.map(pointer).join('/')}`);
  }

  async function expectSuccess(asked: Asked, answer: Response): Promise<void> {
    const success = successOf(asked);
    const status = String(answer.status);
    expect({ status, body: success === status ? '' : await answer.text() }).toEqual({ status: success, body: '' });
    const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const documented = Object.keys(asked.operation.responses[success]?.content ?? {});
    if (documented.length > 0) expect(documented).toContain(type);
    if (type === 'application/json') expectFits(asked, answer.status, await answer.json());
  }

  function expectFits(asked: Asked, status: number, body: unknown): void {
    const validate = schemaOf(asked, status, 'application/json');
    if (validate !== undefined)
      expect({ fits: validate(body), errors: validate.errors ?? [] }).toEqual({ fits: true, errors: [] });
    if (asked.method === 'post' && !goesByWhatWasDone(asked)) expect(JSON.stringify(body)).not.toContain('"rejected"');
  }

  it.each(requests.map((asked) => [`${asked.operation.operationId} ${asked.mediaType ?? ''}`.trim(), asked] as const))(
    '%s: can be sent as it stands, and is answered as the document says',
    async (_name, asked) => {
      const answer = await send(asked);
      if (goesByWhatWasDone(asked) && NOT_DONE_BEFORE.includes(answer.status)) {
        return expect(Object.keys(asked.operation.responses)).toContain(String(answer.status));
      }
      await expectSuccess(asked, answer);
    },
  );

  it('says what is answered without a key where papers are sealed', async () => {
    const sealed = operations.filter(isSealed);
    expect(sealed.map(({ operation }) => operation.operationId)).toEqual(['addForm', 'listForms', 'downloadForm']);
    for (const asked of sealed) {
      expect((await send(asked)).status).toBe(503);
      expect(Object.keys(asked.operation.responses)).toContain('503');
    }
  });

  it('says what is answered without a secret where a rail signs its requests', async () => {
    const signed = operations.filter(isSigned);
    expect(signed.map(({ operation }) => operation.operationId)).toEqual(['takeStripeEvent', 'takePayPalEvent']);
    for (const asked of signed) {
      const answer = await send(asked);
      expect(answer.status).toBe(409);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(Object.keys(asked.operation.responses)).toEqual(expect.arrayContaining(['200', '400', '409']));
    }
  });

  it('shows something: no list is empty but that of events of no program', async () => {
    for (const asked of requests.filter((each) => each.method === 'get' && !goesByWhatWasDone(each))) {
      const answer = await send(asked);
      const text = await answer.text();
      const name = asked.operation.operationId;
      if (text.includes('"items"')) {
        const isEmpty = (JSON.parse(text) as { items: unknown[] }).items.length === 0;
        expect({ name, isEmpty }).toEqual({ name, isEmpty: name === 'listUnassigned' });
      }
      if (asked.path.endsWith('.csv'))
        expect({ name, lines: text.split('\n').length > 2 }).toEqual({ name, lines: name !== 'downloadUnassigned' });
    }
  });

  it('fills in no filter', () => {
    const filters = requests.flatMap(({ operation }) =>
      (operation.parameters ?? []).filter((each) => each.required !== true && filledIn(each) !== undefined),
    );
    expect([...new Set(filters.map(({ name }) => name))]).toEqual(['limit', 'hash']);
  });

  it('fills in everything that is needed', () => {
    for (const { operation, mediaType } of requests) {
      const missing = (operation.parameters ?? []).filter(
        (each) => each.required === true && filledIn(each) === undefined,
      );
      expect({ operation: operation.operationId, missing }).toEqual({ operation: operation.operationId, missing: [] });
      if (mediaType !== undefined) expect(operation.requestBody?.content[mediaType]?.example).toBeDefined();
    }
  });

  it('answers every other method on every path with 405 and which there are', async () => {
    for (const [path, item] of [
      ...Object.entries(document.paths),
      ['/docs', { get: {} }],
      ['/', { get: {} }],
    ] as const) {
      const there = new Set([...Object.keys(item), ...methodsAt(path)]);
      for (const method of ['get', 'post', 'put', 'patch', 'delete'].filter((each) => !there.has(each))) {
        const answer = await fetch(`${service.url}${path.replace(/\{\w+\}/g, 'x')}`, {
          method: method.toUpperCase(),
          headers: { Authorization: service.admin },
        });
        const allow = answer.headers
          .get('allow')
          ?.split(', ')
          .map((each) => each.toLowerCase());
        const expected = [...there, ...(there.has('get') ? ['head'] : [])].sort();
        expect({ method, path, status: answer.status, allow }).toEqual({ method, path, status: 405, allow: expected });
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
      }
    }
  });
});
