import { AccessDeniedError, DeadlineExceededError, TimeoutError } from '@eventstore/db-client';
import { eventStoreDbFailure } from './eventstoredb-failure';

/** Errors as the package makes them of grpc's. */
const raw = (code: number, details: string) =>
  Object.assign(new Error(`${code}: ${details}`), { code, details, metadata: undefined as never });

describe('a failure of EventStoreDB', () => {
  const explained = (error: unknown) => {
    const { failure, isConnectionInDoubt } = eventStoreDbFailure(error, 'here:2113');
    return [failure.code, failure.message, isConnectionInDoubt];
  };

  it('tells a wrong password from missing rights', () => {
    expect(explained(new AccessDeniedError(raw(16, 'Bad HTTP status code. Status code: 401')))).toEqual([
      'denied',
      expect.stringMatching(/^EventStoreDB at here:2113 refuses name and password: correct them in EVENTSTORE_URL/),
      false,
    ]);
    expect(explained(new AccessDeniedError(raw(7, 'Access Denied')))).toEqual([
      'denied',
      expect.stringMatching(
        /knows the user, but gives it too few rights: grant those that docs\/event-stores\.md names/,
      ),
      false,
    ]);
    // The answer to one append of a batch has neither code nor message.
    expect(explained(new AccessDeniedError())).toEqual([
      'denied',
      expect.stringMatching(/too few rights.*names$/),
      false,
    ]);
  });

  it('leaves the connection alone when an append is under way already, or a reader was too slow', () => {
    expect(explained(new DeadlineExceededError())).toEqual([
      'unreachable',
      expect.stringMatching(/did not finish an append in time: the same one is under way already/),
      false,
    ]);
    const slow = 'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.';
    expect(explained(new TimeoutError(raw(10, slow)))).toEqual([
      'unreachable',
      expect.stringMatching(/ended a subscription that read too slowly; it is made again/),
      false,
    ]);
  });

  it('doubts the connection of a request that ran into its deadline', () => {
    expect(explained(new DeadlineExceededError(raw(4, 'Deadline exceeded')))).toEqual([
      'unreachable',
      expect.stringMatching(/took too long: is it overloaded/),
      true,
    ]);
  });
});
