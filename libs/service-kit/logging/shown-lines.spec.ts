import { pino } from 'pino';
import { shownLines } from './shown-lines';

it('a line of the log holds nothing that a terminal obeys, and has the same value', () => {
  const lines: string[] = [];
  const log = pino({ base: null, timestamp: false }, shownLines({ write: (line) => void lines.push(line) }));
  const event = 'e\u009b31m\u001b[0m\u202e';
  log.warn({ event }, event);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[\x20-\x7e]+\n$/);
  expect(JSON.parse(lines[0] ?? '')).toEqual({ level: 40, event, msg: event });
});
