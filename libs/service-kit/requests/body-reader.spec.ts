import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { DEFAULT_HTTP_SETTINGS } from '../http-settings';
import { BODY_MAY_TAKE_MS, BodyReader } from './body-reader';

const settings = { ...DEFAULT_HTTP_SETTINGS, maxBodyBytesInFlight: 1_000 };

/** A request whose body is whatever is written. */
function sending(headers: IncomingMessage['headers'] = {}) {
  const body = new PassThrough();
  return { body, request: Object.assign(body, { headers }) as unknown as IncomingMessage };
}

describe('a body that does not arrive', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  const readText = (reader: BodyReader, request: IncomingMessage) =>
    reader.withBody(request, (body) => Promise.resolve(body.toString()));
  const turn = () => new Promise(setImmediate);

  it('is given up after a while, and what came of it is held against nobody any more', async () => {
    const reader = new BodyReader(settings);
    const stalled = sending();
    const other = sending();
    const answer = readText(reader, stalled.request).catch((error: unknown) => error);
    stalled.body.write('x'.repeat(900));
    await turn();
    const refused = readText(reader, other.request).catch((error: unknown) => error);
    other.body.end('y'.repeat(900));
    expect(await refused).toMatchObject({ kind: 'unavailable' });

    jest.advanceTimersByTime(BODY_MAY_TAKE_MS - 1);
    await turn();
    stalled.body.write('x');
    jest.advanceTimersByTime(1);
    expect(await answer).toMatchObject({ kind: 'too-slow', more: { headers: { Connection: 'close' } } });

    const again = sending();
    const taken = readText(reader, again.request);
    again.body.end('z'.repeat(900));
    expect(await taken).toHaveLength(900);
  });

  it('is waited for no longer when it is there, or was refused', async () => {
    const reader = new BodyReader(settings);
    const whole = sending();
    const large = sending({ 'content-encoding': 'gzip' });
    const taken = readText(reader, whole.request);
    const refused = readText(reader, large.request).catch((error: unknown) => error);
    whole.body.end('abc');
    large.body.end('no gzip');
    expect(await taken).toBe('abc');
    expect(await refused).toMatchObject({ kind: 'malformed-body' });
    expect(jest.getTimerCount()).toBe(0);
  });
});
