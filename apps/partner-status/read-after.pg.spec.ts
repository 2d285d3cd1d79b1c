import request from 'supertest';
import { PartnerStatusModule } from './partner-status.module';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { twoPrograms } from '@ledger/service-kit/testing/two-programs';

/** How far the log and the last stage are, as the tests say. */
class Progress {
  last = 0n;
  decided = new Map<string, number>();
  lastPosition = () => Promise.resolve(this.last);
  decidedFacts = (program: string) => Promise.resolve(this.decided.get(program) ?? 0);
}

const PARTNERS = '/v1/programs/plixo/partners';

describe('a read after a position', () => {
  let service: StartedService;
  let progress: Progress;
  const history = twoPrograms();

  beforeEach(async () => {
    progress = new Progress();
    service = await startService([PartnerStatusModule], {
      progress,
      settings: { readAfterMs: 3_000 },
    });
  });

  afterEach(() => service.stop());

  const get = (after: unknown, path = PARTNERS) =>
    request(service.url).get(path).query({ after }).set('Authorization', service.finance);
  const facts = (program: string) =>
    service.runtime.entries.filter(
      (entry) => entry.program === program && 'arrival' in entry && entry.arrival.verdict.type === 'accepted',
    ).length;

  /** Feeds the history, as if all stages had decided on it. */
  async function feed(): Promise<void> {
    await service.feed(history);
    progress.last = BigInt(service.runtime.entries.length);
    for (const program of ['plixo', 'reseller']) progress.decided.set(program, facts(program));
  }

  it('waits until the read models are there', async () => {
    progress.last = 1_000_000n;
    // Terms are there from the beginning: a position behind them.
    const asked = get(service.runtime.entries.length + 1);
    let answered = false;
    const answer = asked.then((response) => {
      answered = true;
      return response;
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(answered).toBe(false);
    await feed();
    const { status, body } = await answer;
    expect(status).toBe(200);
    expect(body.items).toHaveLength(2);
  });

  it('waits until all stages have decided on what the program has, and what they decided is there', async () => {
    await feed();
    progress.decided.set('plixo', facts('plixo') - 1);
    const answer = get(1).then((response) => response);
    await new Promise((resolve) => setTimeout(resolve, 150));
    progress.decided.set('plixo', facts('plixo'));
    expect((await answer).status).toBe(200);
    progress.last += 1n;
    expect((await get(1)).status).toBe(503);
  });

  it('is not kept by another program, nor by any where all programs are listed', async () => {
    await feed();
    progress.decided.set('reseller', 0);
    expect((await get(1)).status).toBe(200);
    expect((await get(1, '/v1/programs')).status).toBe(200);
    expect((await get(1, '/v1/programs/reseller/partners')).status).toBe(503);
  });

  it('says so when time is up: what there is can be had without it', async () => {
    progress.last = 1_000_000n;
    const { status, headers, body } = await get(service.runtime.entries.length + 1);
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('1');
    expect(body).toMatchObject({ type: 'urn:partner-ledger:problem:not-yet-visible' });
    expect((await get(undefined)).status).toBe(200);
  });

  it.each([['latest'], ['-1'], [['1', '2']], ['12345678901234567890']])(
    'refuses what is no position: %j',
    async (after) => {
      const { status, body } = await get(after);
      expect(status).toBe(400);
      expect(body.errors[0].field).toBe('after');
    },
  );

  it('refuses a position behind the end of the log, at once', async () => {
    await feed();
    const { status, body } = await get(progress.last + 1n);
    expect(status).toBe(400);
    expect(body.detail).toContain(`its log ends at ${progress.last}`);
  });

  it('asks for a token first', async () => {
    expect((await get(1).set('Authorization', 'Bearer none')).status).toBe(401);
  });
});
