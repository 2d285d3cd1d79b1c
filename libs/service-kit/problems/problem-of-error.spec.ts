import { BadRequestException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { EventStoreError } from '@ledger/event-store/event-store-error';
import { problemOfError } from './problem-of-error';

const thrown = (message: string, code?: string) => Object.assign(new Error(message), { code });
const statusOf = (error: unknown) => problemOfError(error).getStatus();

describe('whether the same request may succeed in a moment', () => {
  it.each([
    ['57P01', 'terminating connection due to administrator command'],
    ['57P02', 'the server crashed'],
    ['57P03', 'the database system is starting up'],
    ['57014', 'canceling statement due to statement timeout'],
    ['55P03', 'canceling statement due to lock timeout'],
    ['53300', 'sorry, too many clients already'],
    ['53100', 'could not extend file: no space left on device'],
    ['08006', 'connection failure'],
    ['40001', 'could not serialize access'],
    ['40P01', 'deadlock detected'],
    ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5432'],
    ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN db'],
    [undefined, 'Connection terminated unexpectedly'],
    [undefined, 'timeout exceeded when trying to connect'],
    [undefined, 'Query read timeout'],
  ])('it may after %s: %s', (code, message) => {
    const error = thrown(message, code);
    for (const each of [error, new QueryFailedError('SELECT 1', [], error)]) {
      const problem = problemOfError(each);
      expect(problem.getStatus()).toBe(503);
      expect(problem.more.headers).toEqual({ 'Retry-After': '1' });
    }
  });

  it.each([
    ['42P01', 'relation "lines" does not exist'],
    ['42703', 'column "x" does not exist'],
    ['3D000', 'database "ledger" does not exist'],
    ['42501', 'permission denied for table lines'],
    ['28P01', 'password authentication failed for user "ledger"'],
    ['23505', 'duplicate key value violates unique constraint'],
    ['22P02', 'invalid input syntax for type bigint'],
    ['57P04', 'the database was dropped'],
    ['ENOENT', 'no such file or directory'],
    [undefined, 'the time-out of this setting is no number: timeout=x'],
  ])('it does not after %s: %s, and the answer does not say why', (code, message) => {
    const problem = problemOfError(thrown(message, code));
    expect(problem.getStatus()).toBe(500);
    expect(problem.detail).not.toContain(message);
  });

  it('it does as the error says that has been judged before', () => {
    expect(statusOf(new EventStoreError('unreachable', 'away'))).toBe(503);
    expect(statusOf(new EventStoreError('denied', 'no rights'))).toBe(500);
    expect(statusOf(new BadRequestException('no'))).toBe(400);
  });
});
