import request from 'supertest';
import { parseInstant } from '@ledger/kernel/instant';
import { rateOf } from '@ledger/kernel/rate';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { publicationEvent } from '@ledger/program/publication-of-terms';
import type { Terms } from '@ledger/program/terms';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { PartnerStatusModule } from '../partner-status.module';

const plixo = loadTerms(presetPaths()).find(({ name }) => name === 'plixo')?.versions[0] as Terms;
const instantOf = (text: string) => parseInstant(text) ?? 0;
const second = {
  ...plixo,
  version: 2,
  effectiveFrom: instantOf('2026-07-01T00:00:00Z'),
  appliesTo: 'new-partners',
  bonus: plixo.bonus && { ...plixo.bonus, rate: rateOf('0.17') },
} as Terms;

describe('the terms of a program', () => {
  let service: StartedService;

  beforeAll(async () => {
    service = await startService([PartnerStatusModule], { withoutRuntime: true });
    await service.feed([publicationEvent(second, instantOf('2026-05-01T00:00:00Z') as Terms['effectiveFrom'])]);
  });

  afterAll(() => service.stop());

  const get = (path: string) => request(service.url).get(path).set('Authorization', service.finance);
  const versions = [
    { version: 1, effectiveFrom: '2020-01-01', appliesTo: 'all', publishedAt: null },
    { version: 2, effectiveFrom: '2026-07-01', appliesTo: 'new-partners', publishedAt: '2026-05-01T00:00:00.000Z' },
  ];

  it('are those of the version that was published last', async () => {
    const { body } = await get('/v1/programs/plixo/terms');
    expect(body).toEqual({ program: 'plixo', ...versions[1], terms: termsToJson(second) });
  });

  it('have versions, which the list of programs names too', async () => {
    expect((await get('/v1/programs/plixo/terms/versions')).body).toEqual({ program: 'plixo', versions });
    const { body } = await get('/v1/programs');
    const named = body.items.find(({ program }: { program: string }) => program === 'plixo');
    expect(named.termsVersions).toEqual([1, 2]);
  });

  it('can be read version by version', async () => {
    const { body } = await get('/v1/programs/plixo/terms/versions/1');
    expect(body).toEqual({ program: 'plixo', ...versions[0], terms: termsToJson(plixo) });
  });

  it('are compared, by keys and in words', async () => {
    const { body } = await get('/v1/programs/plixo/terms/diff?from=1&to=2');
    const text = 'earnings, bonus, rate: 15% becomes 17%';
    const change = { path: 'earnings.bonus.rate', before: '15%', after: '17%', text };
    expect(body).toEqual({ program: 'plixo', from: versions[0], to: versions[1], changes: [change] });
  });

  it('of a version or program that there is not are not found', async () => {
    const missing = await get('/v1/programs/plixo/terms/versions/3');
    expect([missing.status, missing.body.detail]).toEqual([
      404,
      'The terms of plixo have no version 3; they have: 1, 2.',
    ]);
    expect((await get('/v1/programs/nobody/terms')).status).toBe(404);
    expect((await get('/v1/programs/plixo/terms/versions/two')).body.detail).toBe(
      'version must be the number of a version, from 1 on',
    );
  });

  it('are read by tokens that may read', async () => {
    const token = await service.ingest('partners');
    const refused = await request(service.url).get('/v1/programs/plixo/terms').set('Authorization', token);
    expect(refused.status).toBe(403);
  });
});
