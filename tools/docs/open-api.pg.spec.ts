import SwaggerParser from '@apidevtools/swagger-parser';
import { startService } from '@ledger/service-kit/testing/start-service';
import { SERVICE_MODULES } from '@apps/ledger/services';

interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly responses: Readonly<Record<string, unknown>>;
}

describe('the OpenAPI document of all services', () => {
  let text: string;
  const operations = (): Operation[] =>
    Object.values((JSON.parse(text) as { paths: Record<string, Record<string, Operation>> }).paths).flatMap((path) =>
      Object.values(path),
    );

  beforeAll(async () => {
    const service = await startService(SERVICE_MODULES);
    text = await (await fetch(`${service.url}/docs-json`)).text();
    await service.stop();
  });

  it('is OpenAPI 3.1, every reference included', async () => {
    const document = await SwaggerParser.validate(JSON.parse(text));
    expect(document).toMatchObject({ openapi: '3.1.0' });
    expect(text).not.toContain('"nullable"');
  });

  it('names every operation once', () => {
    const names = operations().map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['sendEvents', 'listLines', 'findBalance', 'findAttribution']));
  });

  it('says of every operation behind a token how it refuses', () => {
    const guarded = operations().filter(({ security }) => security.length > 0);
    expect(guarded.length).toBeGreaterThanOrEqual(14);
    for (const { responses } of guarded) {
      const statuses = Object.keys(responses);
      expect(statuses).toEqual(expect.arrayContaining(['400', '401', '403']));
      expect(statuses.filter((status) => /^[23]/.test(status))).toHaveLength(1);
    }
  });
});
