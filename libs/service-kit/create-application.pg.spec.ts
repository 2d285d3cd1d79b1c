import { Controller, Get, Module, Param } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { Requires } from './access/requires';
import { idOfToken } from './access/token-text';
import { revokeToken } from './access/revoke-token';
import { startService, type StartedService } from './testing/start-service';

@Controller('things')
class ThingsController {
  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'Things' })
  list(): string[] {
    return ['thing'];
  }

  @Get('broken')
  @Requires('read')
  broken(): never {
    throw new Error('the secret of the third drawer');
  }
}

@Controller('programs/:program/things')
class ProgramThingsController {
  @Get()
  @Requires('read')
  list(@Param('program') program: string): string[] {
    return [`thing of ${program}`];
  }
}

@Module({ controllers: [ThingsController, ProgramThingsController] })
class ThingsModule {}

describe('an application of services', () => {
  let service: StartedService;
  let laneFailure: Error | null = null;

  beforeAll(async () => {
    service = await startService([ThingsModule], {
      readinessChecks: [
        { name: 'lane', check: () => (laneFailure === null ? Promise.resolve() : Promise.reject(laneFailure)) },
      ],
    });
  });

  afterAll(() => service.stop());

  const get = (path: string, token?: string) => {
    const sent = request(service.url).get(path);
    return token === undefined ? sent : sent.set('Authorization', token);
  };

  describe('tokens', () => {
    it('lets a token in that may do what the route requires', async () => {
      expect((await get('/things', service.finance)).body).toEqual(['thing']);
      expect((await get('/things', service.admin)).status).toBe(200);
    });

    it('asks for a token where there is none', async () => {
      const { status, headers, body } = await get('/things');
      expect(status).toBe(401);
      expect(headers['www-authenticate']).toBe('Bearer realm="ledger"');
      expect(body).toMatchObject({
        title: 'A token is needed',
        detail: expect.stringContaining('Authorization: Bearer'),
      });
    });

    it.each([
      ['another scheme', 'Basic abc'],
      ['another text', 'Bearer abc'],
      ['an unknown token', `Bearer ledger_admin_${'0'.repeat(16)}_${'a'.repeat(43)}`],
    ])('refuses %s', async (_name, authorization) => {
      const { status, headers } = await get('/things', authorization);
      expect(status).toBe(401);
      expect(headers['www-authenticate']).toContain('error="invalid_token"');
    });

    it('refuses a token with another secret, and one that was revoked', async () => {
      const token = await service.ingest('revenue');
      expect((await get('/things', token)).status).toBe(403);
      const last = token.at(-1) === 'A' ? 'B' : 'A';
      expect((await get('/things', token.slice(0, -1) + last)).status).toBe(401);
      await revokeToken(service.api, idOfToken(token.slice('Bearer '.length))!);
      const { status, body } = await get('/things', token);
      expect(status).toBe(401);
      expect(body.detail).toContain('was revoked');
    });
  });

  describe('tokens of one program', () => {
    it('see theirs, and the others are not there', async () => {
      const token = await service.limited({ kind: 'finance', topics: [], program: 'plixo' });
      expect((await get('/programs/plixo/things', token)).body).toEqual(['thing of plixo']);
      for (const other of ['reseller', 'nowhere', 'Plixo', '%70lixo%20']) {
        const { status, body } = await get(`/programs/${other}/things`, token);
        expect({ status, detail: body.detail }).toEqual({
          status: 404,
          detail: `There is no program ${decodeURIComponent(other)}: GET /v1/programs lists those that are.`,
        });
      }
    });

    it('are told which and why where all programs are asked for', async () => {
      const token = await service.limited({ kind: 'admin', topics: [], program: 'plixo' });
      const { status, body } = await get('/things', token);
      expect(status).toBe(403);
      const id = idOfToken(token.slice('Bearer '.length));
      expect(body.detail).toBe(
        `The token ${id} of kind admin is for the program plixo only, and this is about all programs.`,
      );
    });
  });

  describe('tokens that expire', () => {
    it('are useless from then on', async () => {
      const expiresAt = new Date(Date.now() + 1_500);
      const token = await service.limited({ kind: 'finance', topics: [], expiresAt });
      expect((await get('/things', token)).status).toBe(200);
      await sleep(expiresAt.getTime() - Date.now() + 5);
      const { status, headers, body } = await get('/things', token);
      expect(status).toBe(401);
      expect(headers['www-authenticate']).toContain('error="invalid_token"');
      const id = idOfToken(token.slice('Bearer '.length));
      expect(body.detail).toBe(`The token ${id} expired at ${expiresAt.toISOString()}: ask for a new one.`);
    });
  });

  describe('the log of requests', () => {
    const logged = async (path: string, token: string) => {
      const { headers } = await get(path, token);
      await sleep(20);
      const lines = service.logLines.map((line) => JSON.parse(line));
      return lines.find(({ request: of, answer }) => answer !== undefined && of?.id === headers['x-request-id']);
    };

    it('names the token by its id, also of one that is refused, and nothing else of it', async () => {
      const id = idOfToken(service.finance.slice('Bearer '.length));
      expect(await logged('/things', service.finance)).toMatchObject({ token: id, answer: { status: 200 } });
      const revoked = await service.ingest('revenue');
      const idOfRevoked = idOfToken(revoked.slice('Bearer '.length))!;
      await revokeToken(service.api, idOfRevoked);
      expect(await logged('/things', revoked)).toMatchObject({ token: idOfRevoked, answer: { status: 401 } });
      const wrong = `${service.finance.slice(0, -1)}${service.finance.endsWith('A') ? 'B' : 'A'}`;
      expect(await logged('/things', wrong)).not.toHaveProperty('token');
      expect(service.logLines.join('')).not.toContain(service.finance.slice(-43));
    });
  });

  describe('problems', () => {
    it('says that there is nothing at a path, without repeating the query', async () => {
      const { status, headers, body } = await get('/nowhere?email=ada@example.com', service.admin);
      expect(status).toBe(404);
      expect(headers['content-type']).toContain('application/problem+json');
      expect(body).toMatchObject({
        type: 'urn:partner-ledger:problem:not-found',
        status: 404,
        instance: '/nowhere',
        requestId: headers['x-request-id'],
      });
    });

    it('says with which methods a path can be asked', async () => {
      const { status, headers, body } = await request(service.url)
        .delete('/things')
        .set('Authorization', service.admin);
      expect(status).toBe(405);
      expect(headers['allow']).toBe('GET, HEAD');
      expect(body).toMatchObject({ type: 'urn:partner-ledger:problem:method-not-allowed', instance: '/things' });
      expect((await request(service.url).post('/nowhere')).status).toBe(404);
    });

    it('leads from the root to the description', async () => {
      expect(await get('/')).toMatchObject({ status: 302, headers: { location: '/docs' } });
    });

    it('keeps to itself what went wrong inside, and logs it under the id of the request', async () => {
      const { status, body } = await get('/things/broken', service.admin).set('X-Request-Id', 'my-request-1');
      expect(status).toBe(500);
      expect(body.requestId).toBe('my-request-1');
      expect(JSON.stringify(body)).not.toContain('drawer');
      const logged = service.logLines.find((line) => line.includes('third drawer'));
      expect(JSON.parse(logged!)).toMatchObject({ level: 'error', request: { id: 'my-request-1' } });
    });

    it('lets nobody keep an answer, whatever it is', async () => {
      const answers = await Promise.all([
        get('/things', service.finance),
        get('/things'),
        get('/nowhere'),
        get('/things/broken', service.admin),
        get('/metrics'),
        get('/docs/swagger-ui-bundle.js'),
        get('/'),
      ]);
      expect(answers.map(({ headers }) => headers['cache-control'])).toEqual(answers.map(() => 'no-store'));
    });

    it('refuses a path that is not properly encoded', async () => {
      const { status, body } = await get('/things/%E0%A4%A', service.admin);
      expect(status).toBe(400);
      expect(body.type).toBe('urn:partner-ledger:problem:invalid-request');
    });
  });

  describe('operations', () => {
    it('lives and is ready, for callers without a token', async () => {
      expect((await get('/healthz')).body).toEqual({ status: 'ok' });
      const { status, body } = await get('/readyz');
      expect(status).toBe(200);
      expect(body).toEqual({ status: 'ok', checks: { 'read-models': { status: 'up' }, lane: { status: 'up' } } });
    });

    it('says what it is not ready for', async () => {
      laneFailure = new Error('lane plixo stopped at fact 7');
      const { status, body } = await get('/readyz');
      laneFailure = null;
      expect(status).toBe(503);
      expect(body).toMatchObject({
        type: 'urn:partner-ledger:problem:unavailable',
        detail: 'Not ready: lane.',
        checks: { 'read-models': { status: 'up' }, lane: { status: 'down', message: 'lane plixo stopped at fact 7' } },
      });
    });

    it('shows what the runner counted', async () => {
      service.metrics.recorded('plixo', { type: 'accepted' });
      service.metrics.recorded('plixo', { type: 'rejected', code: 'id_reused', detail: 'x' });
      service.metrics.decided('plixo', 'commission', 3);
      service.metrics.appended(5);
      service.metrics.projected(4);
      await get('/things', service.admin);
      const { text } = await get('/metrics');
      for (const line of [
        'ledger_recorded_events_total{program="plixo",verdict="accepted"} 1',
        'ledger_recorded_events_total{program="plixo",verdict="rejected"} 1',
        'ledger_rejected_events_total{program="plixo",code="id_reused"} 1',
        'ledger_decisions_total{program="plixo",stage="commission"} 3',
        'ledger_appended_events_total 5',
        'ledger_projected_events_total 4',
      ]) {
        expect(text.split('\n')).toContain(line);
      }
      expect(text).toMatch(
        /ledger_http_request_duration_seconds_count\{method="GET",route="\/things",status="200"\} \d/,
      );
    });
  });

  it('describes itself in OpenAPI 3.1, and serves the pages from its own files', async () => {
    const { body } = await get('/docs-json');
    expect(body.openapi).toBe('3.1.0');
    expect(body.paths['/things'].get.security).toEqual([{ bearer: [] }]);
    expect(Object.keys(body.paths['/things'].get.responses)).toEqual(expect.arrayContaining(['401', '403']));
    const page = await get('/docs');
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/(src|href)="https?:/);
    expect((await get('/docs/swagger-ui-bundle.js')).status).toBe(200);
  });

  it('stops without waiting for connections that are kept open', async () => {
    const other = await startService([ThingsModule]);
    const answer = await fetch(`${other.url}/healthz`, { headers: { connection: 'keep-alive' } });
    expect(await answer.json()).toEqual({ status: 'ok' });
    const started = Date.now();
    await other.stop();
    expect(Date.now() - started).toBeLessThan(2_500);
  });
});
