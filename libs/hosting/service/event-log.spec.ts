import { instant } from '@ledger/kernel/instant';
import type { StagedFact } from '@ledger/runner/cluster/staged-fact';
import type { Answer } from '@ledger/runner/ledger-runtime';
import { eventLog } from './event-log';
import { serviceLogger } from './service-log';

const answer: Answer = {
  program: 'plixo',
  seq: 7,
  id: 'apply-1',
  source: 'desk',
  eventType: 'partner.applied',
  repeated: false,
  position: '7',
  clock: instant(0),
  verdict: { type: 'accepted' },
};

/** The lines that are written at a level. */
function linesAt(level: 'info' | 'debug', write: (log: ReturnType<typeof eventLog>) => void): unknown[] {
  const lines: unknown[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  write(eventLog(serviceLogger(level, 'referral-intake', 'one', destination)));
  return lines;
}

describe('the log of events', () => {
  it('names each arrival by program, place and id, with its verdict', () => {
    const [line] = linesAt('info', (log) => log.judged(answer));
    expect(line).toMatchObject({
      level: 'info',
      service: 'referral-intake',
      instance: 'one',
      msg: 'event accepted',
      program: 'plixo',
      seq: 7,
      event: 'apply-1',
      source: 'desk',
      type: 'partner.applied',
    });
  });

  it('gives the code of a rejection, not the value that it is about', () => {
    const verdict = { type: 'rejected', code: 'schema_invalid', detail: 'data.email: ada@example.org' } as const;
    const [line] = linesAt('info', (log) => log.judged({ ...answer, verdict }));
    expect(line).toMatchObject({ msg: 'event rejected', code: 'schema_invalid' });
    expect(JSON.stringify(line)).not.toContain('ada@example.org');
  });

  it('tells what each stage did where more is asked for, without what is in the event', () => {
    const event = { id: 'apply-1', source: 'desk', type: 'partner.applied', data: { name: 'Ada' } };
    const decisions = { attribution: [] };
    const staged = { program: 'plixo', factNumber: 3, fact: { seq: 7, event }, decisions } as unknown as StagedFact;
    expect(linesAt('info', (log) => log.decided('attribution', staged))).toEqual([]);
    const [line] = linesAt('debug', (log) => log.decided('attribution', staged));
    expect(line).toMatchObject({ level: 'debug', program: 'plixo', seq: 7, event: 'apply-1', decisions: 0 });
    expect(JSON.stringify(line)).not.toContain('Ada');
  });
});
