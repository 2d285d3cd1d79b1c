import { CloudEvent, HTTP } from 'cloudevents';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { startService, type StartedService } from '@ledger/service-kit/testing/start-service';
import { ReferralIntakeModule } from '../referral-intake.module';

const ONE = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';
const LINES = 'application/x-ndjson';

let events = 0;

function event(type: string, data: object, more: object = {}): Record<string, unknown> {
  const id = `e${(events += 1)}`;
  const time = '2026-01-10T12:00:00Z';
  return { specversion: '1.0', id, source: 'test', type, time, program: 'plixo', data, ...more };
}

const applied = (partner: string, more: object = {}) =>
  event('partner.applied', { partner, type: 'partner', name: 'Ada Lovelace', email: 'ada@example.com' }, more);
const signedUp = (customer: string) => event('customer.signed_up', { customer });

describe('POST /v1/events', () => {
  let service: StartedService;

  beforeAll(async () => {
    service = await startService([ReferralIntakeModule], {
      settings: { maxBodyBytes: 200_000, maxEventsPerRequest: 20 },
    });
  });

  afterAll(() => service.stop());

  const post = (type: string, body: unknown, headers: Record<string, string> = {}) =>
    request(service.url)
      .post('/v1/events')
      .set({ Authorization: service.admin, 'Content-Type': type, ...headers })
      .send(typeof body === 'string' ? body : JSON.stringify(body));

  const recorded = () => service.runtime.entries.filter((entry) => 'arrival' in entry).length;

  it('answers one event with its verdict and its place in the order of arrival', async () => {
    const sent = applied('p1');
    const { status, body } = await post(ONE, sent);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: sent['id'],
      source: 'test',
      program: 'plixo',
      verdict: 'accepted',
      seq: recorded(),
      repeated: false,
      position: expect.stringMatching(/^[1-9]\d*$/),
    });
  });

  it('answers a rejected event with code and detail, and status 200', async () => {
    const { status, body } = await post(ONE, event('partner.suspended', { partner: 'nobody' }));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      verdict: 'rejected',
      code: 'unknown_partner',
      detail: expect.stringContaining('nobody'),
    });
  });

  it('answers a list in its order, each with its own verdict', async () => {
    const sent = signedUp('c1');
    const { status, body } = await post(BATCH, [sent, sent, event('customer.lost', {}), 5]);
    expect(status).toBe(200);
    expect(body.map((answer: { verdict: string }) => answer.verdict)).toEqual([
      'accepted',
      'ignored',
      'rejected',
      'rejected',
    ]);
    expect(body[2]).toMatchObject({ code: 'unknown_type', program: 'plixo' });
    expect(body[3]).toMatchObject({ code: 'schema_invalid', program: '', id: '' });
  });

  it('takes one event per line, blank lines and a missing last line end included', async () => {
    const lines = [signedUp('l1'), signedUp('l2')].map((each) => JSON.stringify(each));
    const { status, body } = await post(LINES, `\n${lines.join('\r\n\n')}`);
    expect(status).toBe(200);
    expect(body.map((answer: { verdict: string }) => answer.verdict)).toEqual(['accepted', 'accepted']);
  });

  it.each([
    ['one', () => signedUp('j1'), false],
    ['a list', () => [signedUp('j2')], true],
  ])('takes %s as application/json', async (_name, body, isList) => {
    const answer = await post('application/json; charset=utf-8', body());
    expect(answer.status).toBe(200);
    expect(Array.isArray(answer.body)).toBe(isList);
  });

  it('takes a compressed body', async () => {
    const answer = await request(service.url)
      .post('/v1/events')
      .set({ Authorization: service.admin, 'Content-Type': ONE, 'Content-Encoding': 'gzip' })
      .serialize((sent: unknown) => sent as string)
      .send(gzipSync(JSON.stringify(signedUp('z1'))));
    expect(answer.body).toMatchObject({ verdict: 'accepted' });
  });

  it('sees an amount beyond 2^53 − 1 as too large', async () => {
    const line = '{"line":"l","kind":"subscription","amount":9007199254740993}';
    const invoice = JSON.stringify(event('invoice.paid', { invoice: 'i', customer: 'c', currency: 'USD', lines: [] }));
    const { body } = await post(ONE, invoice.replace('"lines":[]', `"lines":[${line}]`));
    expect(body).toMatchObject({ verdict: 'rejected', code: 'schema_invalid' });
    expect(body.detail).toContain('data.lines[0].amount');
  });

  it.each([
    ['a number beyond a double', '1e400', 'data: a number that no double can hold'],
    ['6,000 levels', '['.repeat(6_000) + ']'.repeat(6_000), 'data: more than 64 levels of objects and lists'],
  ])('refuses an event with %s, and takes the one beside it', async (_name, value, detail) => {
    const lines = [signedUp('n1'), signedUp('n2')].map((each) => JSON.stringify(each));
    const { status, body } = await post(
      LINES,
      `${lines[0]?.replace('"data":{', `"data":{"x":${value},`)}\n${lines[1]}`,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject([{ verdict: 'rejected', code: 'schema_invalid', detail }, { verdict: 'accepted' }]);
  });

  it('refuses what is nested 100,000 levels deep and no JSON', async () => {
    const { status, body } = await post(ONE, `{"data":${'['.repeat(100_000)}`);
    expect({ status, type: body.type }).toEqual({ status: 400, type: 'urn:partner-ledger:problem:malformed-body' });
  });

  describe('in binary mode', () => {
    const binary = (sent: Record<string, unknown>, headers: Record<string, string> = {}) => {
      const { data, ...attributes } = sent;
      const names = Object.entries(attributes).map(([name, value]) => [`ce-${name}`, encodeURI(String(value))]);
      return post('application/json; charset=utf-8', data, { ...Object.fromEntries(names), ...headers });
    };

    it('takes the same event as in structured mode', async () => {
      const sent = { ...signedUp('b1 ü'), source: 'Bü 1 %' };
      expect((await binary(sent)).body).toMatchObject({ verdict: 'accepted', source: 'Bü 1 %' });
      expect((await post(ONE, sent)).body).toMatchObject({ verdict: 'ignored' });
    });

    it('takes it without a content type, and as UTF-8 that nobody encoded', async () => {
      const { data, ...attributes } = signedUp('b2');
      attributes['source'] = Buffer.from('Bü').toString('latin1');
      const headers = Object.entries(attributes).map(([name, value]): [string, string] => [
        `ce-${name}`,
        String(value),
      ]);
      const answer = await fetch(`${service.url}/v1/events`, {
        method: 'POST',
        headers: [...headers, ['Authorization', service.admin]],
        body: Buffer.from(JSON.stringify(data)),
      });
      expect(await answer.json()).toMatchObject({ verdict: 'accepted', source: 'Bü' });
    });

    it('takes it with the content type that clients write where nobody said one', async () => {
      const { data, ...attributes } = signedUp('b6');
      const headers = Object.entries(attributes).map(([name, value]) => [`ce-${name}`, String(value)]);
      const form = 'application/x-www-form-urlencoded';
      expect((await post(form, data, Object.fromEntries(headers))).body).toMatchObject({ verdict: 'accepted' });
    });

    it('judges what is missing, and data that is none', async () => {
      const { id: _id, ...nameless } = signedUp('b3');
      expect((await binary(nameless)).body).toMatchObject({ verdict: 'rejected', detail: 'id: missing' });
      const { data: _data, ...empty } = signedUp('b4');
      expect((await binary(empty)).body).toMatchObject({ verdict: 'rejected', detail: 'data: missing' });
    });

    it('refuses data that is no JSON, and events in lines', async () => {
      expect((await post('text/plain', 'x', { 'ce-id': 'x' })).status).toBe(415);
      expect((await post(LINES, '{}', { 'ce-id': 'x' })).status).toBe(415);
    });

    it('does not let the same body be sent as another event under one key', async () => {
      const sent = signedUp('b5');
      await binary(sent, { 'Idempotency-Key': 'binary-1' });
      expect((await binary(sent, { 'Idempotency-Key': 'binary-1' })).body).toMatchObject({ repeated: true });
      expect((await binary({ ...sent, id: 'other' }, { 'Idempotency-Key': 'binary-1' })).status).toBe(422);
    });
  });

  it('takes what the CloudEvents SDK sends, in either mode', async () => {
    const sent = new CloudEvent({ ...signedUp('sdk'), time: '2026-01-10T12:00:00.866837+00:00' });
    for (const [message, verdict] of [
      [HTTP.structured(sent), 'accepted'],
      [HTTP.binary(sent), 'ignored'],
    ] as const) {
      const headers = { ...(message.headers as Record<string, string>), Authorization: service.admin };
      const answer = await fetch(`${service.url}/v1/events`, { method: 'POST', headers, body: String(message.body) });
      expect(await answer.json()).toMatchObject({ id: sent.id, verdict });
    }
  });

  it('takes a body that begins with a byte order mark', async () => {
    expect((await post(ONE, `\uFEFF${JSON.stringify(signedUp('bom'))}`)).body).toMatchObject({ verdict: 'accepted' });
  });

  it('takes an empty list, and says nothing of it', async () => {
    expect(await post(BATCH, [])).toMatchObject({ status: 200, body: [] });
  });

  describe('before the body is read', () => {
    const zipped = gzipSync(Buffer.alloc(4_000_000, ' '));
    const unzipped = async (authorization: string) =>
      fetch(`${service.url}/v1/events`, {
        method: 'POST',
        headers: { Authorization: authorization, 'Content-Type': ONE, 'Content-Encoding': 'gzip' },
        body: zipped,
      });

    it('asks for the token: nothing of a stranger’s body is unpacked', async () => {
      const reading = jest.spyOn(service.app.get(BodyReader), 'withBody');
      try {
        const answers = await Promise.all(Array.from({ length: 50 }, () => unzipped('Bearer nobody')));
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
        expect(reading).not.toHaveBeenCalled();
        expect((await unzipped(service.admin)).status).toBe(413);
        expect(reading).toHaveBeenCalledTimes(1);
      } finally {
        reading.mockRestore();
      }
    });

    it('answers a body that is cut off or packed otherwise than it says, and goes on', async () => {
      for (const body of [zipped.subarray(0, zipped.length / 2), Buffer.from('{}')]) {
        const answer = await request(service.url)
          .post('/v1/events')
          .set({ Authorization: service.admin, 'Content-Type': ONE, 'Content-Encoding': 'gzip' })
          .serialize((sent: unknown) => sent as string)
          .send(body);
        expect([400, 413]).toContain(answer.status);
      }
      expect((await post(ONE, signedUp('after'))).status).toBe(200);
    });
  });

  describe('the ledger’s own source', () => {
    const tick = () => ({ ...event('clock.advanced', {}), id: `tick-${(events += 1)}`, source: 'ledger/clock' });

    it('is refused, and with it the whole request, whatever the token', async () => {
      const before = recorded();
      const headers = { 'Ledger-Restore': 'true', Authorization: await service.ingest('partners') };
      for (const answer of [await post(BATCH, [signedUp('t1'), tick()]), await post(ONE, tick(), headers)]) {
        expect(answer.status).toBe(403);
        expect(answer.body).toMatchObject({ type: 'urn:partner-ledger:problem:source-reserved', status: 403 });
      }
      expect(recorded()).toBe(before);
    });

    it('and so is a clock that no ledger can have shown: every run until then would be due at once', async () => {
      const before = recorded();
      const answer = await post(ONE, { ...signedUp('t2'), clock: '9999-12-31T00:00:00Z' });
      expect(answer.status).toBe(403);
      expect(answer.body).toMatchObject({ errors: [{ field: 'events[0].clock' }] });
      expect(recorded()).toBe(before);
      const carried = await post(ONE, { ...signedUp('t3'), clock: '2026-01-10T12:00:01Z' });
      expect(carried.body).toMatchObject({ verdict: 'accepted' });
    });

    it('is taken from an administrator who restores a log', async () => {
      const { body } = await post(ONE, tick(), { 'Ledger-Restore': 'true' });
      expect(body).toMatchObject({ verdict: 'accepted', source: 'ledger/clock' });
    });
  });

  describe('sent again', () => {
    it('is ignored without a key, as the same event', async () => {
      const sent = signedUp('a1');
      await post(ONE, sent);
      const { body } = await post(ONE, sent);
      expect(body).toMatchObject({ verdict: 'ignored', repeated: false });
    });

    it('gets the first answers under the same key, and leaves no trace', async () => {
      const sent = [signedUp('a2'), event('partner.suspended', { partner: 'nobody' })];
      const first = await post(BATCH, sent, { 'Idempotency-Key': 'key-1' });
      const before = recorded();
      const second = await post(BATCH, sent, { 'Idempotency-Key': 'key-1' });
      expect(second.body).toEqual(first.body.map((answer: object) => ({ ...answer, repeated: true })));
      expect(recorded()).toBe(before);
    });

    it('is refused with another body under the same key', async () => {
      await post(ONE, signedUp('a3'), { 'Idempotency-Key': 'key-2' });
      const before = recorded();
      const { status, body } = await post(ONE, signedUp('a4'), { 'Idempotency-Key': 'key-2' });
      expect(status).toBe(422);
      expect(body).toMatchObject({ type: 'urn:partner-ledger:problem:key-reused', status: 422 });
      expect(recorded()).toBe(before);
    });

    it('has nothing to do with the same key of another token', async () => {
      await post(ONE, signedUp('a5'), { 'Idempotency-Key': 'key-3' });
      const other = await service.ingest('checkout');
      const { body } = await post(ONE, signedUp('a6'), { 'Idempotency-Key': 'key-3', Authorization: other });
      expect(body).toMatchObject({ verdict: 'accepted', repeated: false });
    });

    it('is refused with a key that is none', async () => {
      const { status, body } = await post(ONE, signedUp('a7'), { 'Idempotency-Key': 'two words' });
      expect(status).toBe(400);
      expect(body.errors).toEqual([{ field: 'Idempotency-Key', detail: expect.stringContaining('printable') }]);
    });
  });

  describe('tokens', () => {
    it('lets an ingest token send events of its topics', async () => {
      const token = await service.ingest('checkout', 'revenue');
      const { body } = await post(BATCH, [signedUp('t1')], { Authorization: token });
      expect(body).toEqual([expect.objectContaining({ verdict: 'accepted' })]);
    });

    it('refuses the whole request for an event of another topic, before anything is recorded', async () => {
      const token = await service.ingest('checkout');
      const before = recorded();
      const { status, body } = await post(BATCH, [signedUp('t2'), applied('t3')], { Authorization: token });
      expect(status).toBe(403);
      expect(body).toMatchObject({ type: 'urn:partner-ledger:problem:topic-not-allowed', index: 1 });
      expect(body.errors).toEqual([{ field: 'events[1].type', detail: 'partner.applied belongs to topic partners' }]);
      expect(recorded()).toBe(before);
    });

    it('lets an unknown type through to be rejected where events are judged', async () => {
      const token = await service.ingest('checkout');
      const { body } = await post(ONE, event('customer.lost', {}), { Authorization: token });
      expect(body).toMatchObject({ verdict: 'rejected', code: 'unknown_type' });
    });

    it('refuses the whole request for an event of another program than the token’s, whether there is one', async () => {
      const token = await service.limited({ kind: 'ingest', topics: ['checkout'], program: 'plixo' });
      expect((await post(ONE, signedUp('t5'), { Authorization: token })).body).toMatchObject({ verdict: 'accepted' });
      const before = recorded();
      for (const program of ['reseller', 'nowhere']) {
        const sent = [signedUp('t6'), { ...signedUp('t7'), program }];
        const { status, body } = await post(BATCH, sent, { Authorization: token });
        expect(status).toBe(403);
        expect(body).toMatchObject({ type: 'urn:partner-ledger:problem:program-not-allowed', index: 1 });
        expect(body.errors).toEqual([{ field: 'events[1].program', detail: `'${program}' is not plixo` }]);
      }
      expect(recorded()).toBe(before);
      const { program: _program, ...nameless } = signedUp('t8');
      expect((await post(ONE, nameless, { Authorization: token })).body).toMatchObject({ verdict: 'rejected' });
    });

    it('refuses a finance token', async () => {
      const { status, body } = await post(ONE, signedUp('t4'), { Authorization: service.finance });
      expect(status).toBe(403);
      expect(body.detail).toMatch(
        /^The token \w{16} of kind finance cannot do this: sending events needs the right send-events: a token of kind admin or ingest\.$/,
      );
    });
  });

  describe('what cannot be read', () => {
    it.each([
      ['a document', ONE, '{"id": "1",\n  "source" "x"}', 2, 12],
      ['a list', BATCH, '[{"a":1},\n {"b":tru}]', 2, 7],
      ['a line', LINES, '{"a":1}\n\n{"b":}\n', 3, 6],
      ['an end too early', ONE, '{"id": "1"', 1, 11],
    ])('says where %s is not JSON', async (_name, type, text, line, column) => {
      const before = recorded();
      const { status, body, headers } = await post(type, text);
      expect(status).toBe(400);
      expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(body).toMatchObject({ type: 'urn:partner-ledger:problem:malformed-body', line, column });
      expect(body.detail).toContain(`line ${line}, column ${column}: not JSON`);
      expect(recorded()).toBe(before);
    });

    it.each([
      ['an empty body', ONE, '', 400],
      ['a list as one event', ONE, '[]', 400],
      ['one event as a list', BATCH, '{}', 400],
      ['another content type', 'text/plain', 'hello', 415],
      ['another encoding of characters', 'application/json; charset=latin1', '{}', 415],
    ])('refuses %s', async (_name, type, text, expected) => {
      const { status, body } = await post(type, text);
      expect(status).toBe(expected);
      expect(body).toMatchObject({ status: expected, instance: '/v1/events', detail: expect.any(String) });
    });

    it.each([
      ['gzip', 400],
      ['zstd-of-tomorrow', 400],
    ])('refuses a body that is not encoded as %s, which it says it is', async (encoding, expected) => {
      const { status, body } = await post(ONE, signedUp('w1'), { 'Content-Encoding': encoding });
      expect(status).toBe(expected);
      expect(body.type).toBe('urn:partner-ledger:problem:malformed-body');
      expect(body.detail).toContain('Content-Encoding');
    });

    it('refuses bytes that are no UTF-8', async () => {
      const { status, body } = await request(service.url)
        .post('/v1/events')
        .set({ Authorization: service.admin, 'Content-Type': ONE })
        .serialize((sent: unknown) => sent as string)
        .send(Buffer.from([0x7b, 0xff, 0x7d]));
      expect(status).toBe(400);
      expect(body.detail).toBe('The body is not UTF-8.');
    });
  });

  describe('limits', () => {
    it('refuses more events than the limit, and says what to use instead', async () => {
      const { status, body } = await post(LINES, '{}\n'.repeat(21));
      expect(status).toBe(413);
      expect(body.detail).toContain('21 events, more than 20');
      expect(body.detail).toContain('ledger ingest FILE');
    });

    it.each([
      ['plain', 'identity', (text: string) => Buffer.from(text)],
      ['only after decompression', 'gzip', (text: string) => gzipSync(text)],
    ])('refuses more bytes than the limit, %s', async (_name, encoding, encode) => {
      const { status, body } = await request(service.url)
        .post('/v1/events')
        .set({ Authorization: service.admin, 'Content-Type': ONE, 'Content-Encoding': encoding })
        .serialize((sent: unknown) => sent as string)
        .send(encode(JSON.stringify({ text: 'x'.repeat(200_000) })));
      expect(status).toBe(413);
      expect(body.requestId).not.toBe('');
      expect(body.detail).toContain('more than 200000 bytes');
      expect(body.detail).toContain('ledger ingest FILE');
    });
  });

  it('says when the ledger cannot take events now', async () => {
    service.runtime.failure = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const { status, body, headers } = await post(ONE, signedUp('u1'));
    service.runtime.failure = null;
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('1');
    expect(body).toMatchObject({ type: 'urn:partner-ledger:problem:unavailable' });
  });

  it('logs event, program and seq, and nothing personal', async () => {
    const sent = applied('logged');
    const { body } = await post(ONE, sent);
    const line = service.logLines.map((each) => JSON.parse(each)).find((each) => each.event === sent['id']);
    expect(line).toMatchObject({ level: 'debug', program: 'plixo', seq: body.seq, verdict: 'accepted' });
    const log = service.logLines.join('\n');
    expect(log).toContain('"path":"/v1/events"');
    for (const secret of ['ada@example.com', 'Ada Lovelace', 'ledger_admin_']) expect(log).not.toContain(secret);
  });
});
