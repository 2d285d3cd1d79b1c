import SwaggerParser from '@apidevtools/swagger-parser';
import { Parser } from '@asyncapi/parser';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVENT_TYPES } from '@ledger/contracts/event-types';
import { OUTPUT_TYPES } from '@ledger/contracts/public-outputs';
import { LEDGER_TOPICS } from '@ledger/messaging/topics';
import { apiDocs, ASYNC_API, OPEN_API, staleApiDocs, writeApiDocs, type GeneratedFiles } from './api-docs';

interface AsyncApi {
  readonly channels: Record<string, { readonly tags: { readonly name: string }[] }>;
  readonly components: {
    readonly messages: Record<
      string,
      { readonly payload?: object; readonly examples?: { readonly payload: unknown }[] }
    >;
  };
}

/** An error or a warning of the parser. */
const isSerious = ({ severity }: { readonly severity: number }) => severity <= 1;

let files: GeneratedFiles;

beforeAll(async () => {
  files = await apiDocs(process.cwd());
});

it('keeps the descriptions of the interfaces as the schemas say (else: npm run docs:api)', () => {
  expect(staleApiDocs(process.cwd(), files)).toEqual([]);
});

it('notices a file that was changed, is missing, or belongs to no event; writing mends all three', () => {
  const folder = mkdtempSync(join(tmpdir(), 'api-docs-'));
  try {
    writeApiDocs(folder, files);
    expect(staleApiDocs(folder, files)).toEqual([]);
    const changed = 'docs/schemas/events/invoice.paid.v1.json';
    const missing = 'docs/schemas/outputs/payout.paid.v1.json';
    const stray = 'docs/schemas/events/invoice.burnt.v1.json';
    writeFileSync(join(folder, changed), `${readFileSync(join(folder, changed), 'utf8')}\n`);
    rmSync(join(folder, missing));
    writeFileSync(join(folder, stray), '{}');
    expect(staleApiDocs(folder, files).sort()).toEqual([changed, stray, missing].sort());
    writeApiDocs(folder, files);
    expect(staleApiDocs(folder, files)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('is AsyncAPI 3 with every topic and every event, by the official parser', async () => {
  const { document, diagnostics } = await new Parser().parse(files.get(ASYNC_API) ?? '');
  const problems = diagnostics.filter(isSerious);
  expect(problems.map(({ message, path }) => `${path.join('.')}: ${message}`)).toEqual([]);
  expect(document?.version()).toMatch(/^3\./);
  const addresses = document
    ?.channels()
    .all()
    .map((channel) => channel.address());
  expect(addresses?.sort()).toEqual(LEDGER_TOPICS.map(({ name }) => name).sort());
  const messages = document
    ?.messages()
    .all()
    .map((message) => message.name());
  expect(messages).toEqual(
    expect.arrayContaining([...EVENT_TYPES, ...OUTPUT_TYPES.map(({ type }) => type), 'dead-letter']),
  );
});

it('would notice a reference that leads nowhere', async () => {
  const broken = (files.get(ASYNC_API) ?? '').replace(
    '#/components/messages/invoice.paid',
    '#/components/messages/gone',
  );
  const { diagnostics } = await new Parser().parse(broken);
  expect(diagnostics.filter(isSerious).map(({ code }) => code)).toContain('invalid-ref');
});

it('gives each input an example that fits the payload as AsyncAPI has it', () => {
  const ajv = addFormats(new Ajv({ strict: true, strictRequired: false, keywords: ['x-personal', 'x-kind'] }));
  const { components } = JSON.parse(files.get(ASYNC_API) ?? '') as AsyncApi;
  for (const type of EVENT_TYPES) {
    const { payload, examples } = components.messages[type] ?? {};
    const validate = ajv.compile(payload ?? false);
    expect({ type, fits: validate(examples?.[0]?.payload) }).toEqual({ type, fits: true });
    expect({ type, fits: validate({ ...(examples?.[0]?.payload as object), data: [] }) }).toEqual({
      type,
      fits: false,
    });
  }
});

it('marks the topics that belong to the ledger alone', () => {
  const { channels } = JSON.parse(files.get(ASYNC_API) ?? '') as AsyncApi;
  const internal = Object.entries(channels).filter(([, { tags }]) => tags.some(({ name }) => name === 'internal'));
  expect(internal.map(([name]) => name)).toEqual([
    'intake',
    'replies',
    ...['referral-intake', 'attribution', 'partner-status', 'commission', 'payout'].map((name) => `stage.${name}`),
  ]);
});

it('is OpenAPI 3.1, every reference included, by its parser', async () => {
  const document = await SwaggerParser.validate(JSON.parse(files.get(OPEN_API) ?? ''));
  expect(document).toMatchObject({ openapi: '3.1.0', paths: { '/v1/events': {} } });
});
