import { NO_STREAM, type AppendRequest } from '@ledger/event-store/event-store';
import { inPieces } from './append-decided';
import { EDITION } from './stream-names';

const request = (stream: string, events: number): AppendRequest => ({
  stream,
  expectedRevision: NO_STREAM,
  events: Array.from({ length: events }, (_, index) => ({ id: `${index}`, type: 't', data: index, metadata: {} })),
});
const shown = (pieces: Iterable<readonly AppendRequest[]>) =>
  [...pieces].map((piece) =>
    piece.map(({ stream, expectedRevision, events }) => `${stream}@${expectedRevision}+${events.length}`).join(' '),
  );

describe('appends in pieces', () => {
  it('have at most so many events, and a stream goes on where it was cut', () => {
    expect(shown(inPieces([request('a', 2), request('b', 7), request('c', 1)], { events: 4, text: 1_000 }))).toEqual([
      'a@-1+2 b@-1+2',
      'b@1+4',
      'b@5+1 c@-1+1',
    ]);
  });

  it('keep streams that follow on each other apart, also where both would fit', () => {
    const account = `${EDITION}.account.p-x/USD`;
    const months = [request(`${account}/2026-01`, 2), request(`${account}/2026-02`, 2), request('a', 1)];
    expect(shown(inPieces(months, { events: 10, text: 1_000 }))).toEqual([
      `${account}/2026-01@-1+2 a@-1+1`,
      `${account}/2026-02@-1+2`,
    ]);
  });

  it('have at most so much text, but for an event that is more by itself', () => {
    const texts = (stream: string, ...lengths: readonly number[]): AppendRequest => ({
      ...request(stream, 0),
      events: lengths.map((length, id) => ({ id: `${id}`, type: 't', data: ['x'.repeat(length)], metadata: {} })),
    });
    const requests = [texts('a', 40, 40, 40), texts('b', 500, 1), texts('c', 1)];
    expect(shown(inPieces(requests, { events: 100, text: 100 }))).toEqual([
      'a@-1+2',
      'a@1+1',
      'b@-1+1',
      'b@0+1 c@-1+1',
    ]);
  });
});
