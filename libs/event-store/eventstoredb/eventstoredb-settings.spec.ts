import { readEventStoreDbSettings } from './eventstoredb-settings';

describe('the settings of EventStoreDB', () => {
  const complaintOf = (environment: Record<string, string>) => {
    try {
      readEventStoreDbSettings(environment);
    } catch (error) {
      return (error as Error).message;
    }
    return 'no complaint';
  };

  it('come from the environment, with credentials encoded for the client', () => {
    expect(
      readEventStoreDbSettings({
        EVENTSTORE_URL: 'esdb+discover://node-1:2113,node-2.cluster?tls=true&nodePreference=leader',
        EVENTSTORE_USERNAME: 'ledger',
        EVENTSTORE_PASSWORD: 'a:b@c/d',
        EVENTSTORE_NAMESPACE: 'ledger_1',
        EVENTSTORE_ANSWER_TIMEOUT_MS: '2500',
      }),
    ).toEqual({
      connectionString:
        'esdb+discover://ledger:a%3Ab%40c%2Fd@node-1:2113,node-2.cluster:2113?tls=true&nodepreference=leader',
      address: 'node-1:2113,node-2.cluster:2113',
      namespace: 'ledger_1',
      answerTimeoutMs: 2_500,
      giveUpAfterMs: 30_000,
    });
    expect(
      readEventStoreDbSettings({ EVENTSTORE_URL: 'esdb://admin:change%3Ait@127.0.0.1', EVENTSTORE_USERNAME: '' }),
    ).toMatchObject({
      connectionString: 'esdb://admin:change%3Ait@127.0.0.1:2113',
      namespace: null,
    });
  });

  it.each([
    [{}, 'EVENTSTORE_URL is missing: such as esdb://eventstore:2113?tls=true'],
    [{ EVENTSTORE_URL: 'http://here' }, 'EVENTSTORE_URL is no address: esdb://'],
    [{ EVENTSTORE_URL: 'esdb://here:99999' }, 'EVENTSTORE_URL names "here:99999", which is no host:port'],
    [{ EVENTSTORE_URL: 'esdb://secret@here' }, 'EVENTSTORE_URL has no name:password before the @'],
    [{ EVENTSTORE_URL: 'esdb://here?tls=maybe' }, 'EVENTSTORE_URL has tls=maybe, which is not allowed'],
    [{ EVENTSTORE_URL: 'esdb://here?keepAliveInterval=5000' }, 'has keepAliveInterval=5000, which is not allowed'],
    [{ EVENTSTORE_URL: 'esdb://here?colour=red' }, 'EVENTSTORE_URL has the parameter "colour", which is not known'],
    [{ EVENTSTORE_URL: 'esdb://here?throwOnAppendFailure=false' }, 'has throwOnAppendFailure: leave it out'],
    [{ EVENTSTORE_URL: 'esdb://here?tlsVerifyCert=false' }, 'has tlsVerifyCert, which the client does not know'],
    [
      { EVENTSTORE_URL: 'esdb://here', EVENTSTORE_USERNAME: 'a' },
      'EVENTSTORE_USERNAME and EVENTSTORE_PASSWORD must be',
    ],
    [
      { EVENTSTORE_URL: 'esdb://a:b@here', EVENTSTORE_USERNAME: 'a', EVENTSTORE_PASSWORD: 'b' },
      'EVENTSTORE_USERNAME is given, and EVENTSTORE_URL has credentials too',
    ],
    [{ EVENTSTORE_URL: 'esdb://here', EVENTSTORE_CA_FILE: '/nowhere.pem' }, '/nowhere.pem, which cannot be read'],
    [{ EVENTSTORE_URL: 'esdb://here', EVENTSTORE_CA_FILE: __filename }, 'which holds no PEM certificate'],
    [
      { EVENTSTORE_URL: 'esdb://here?tls=false', EVENTSTORE_CA_FILE: __filename },
      'has tls=false, but a certificate file',
    ],
    [{ EVENTSTORE_URL: 'esdb://here', EVENTSTORE_NAMESPACE: 'Ledger.1' }, 'EVENTSTORE_NAMESPACE must be at most 40'],
    [{ EVENTSTORE_URL: 'esdb://here', EVENTSTORE_ANSWER_TIMEOUT_MS: '5' }, 'from 100 to 600000'],
  ])('are refused with a line that says what is wrong: %j', (environment: Record<string, string>, message) => {
    expect(complaintOf(environment)).toContain(message);
    expect(complaintOf(environment)).not.toContain('secret');
  });

  it('tell all that is wrong at once', () => {
    expect(complaintOf({ EVENTSTORE_GIVE_UP_AFTER_MS: 'long', EVENTSTORE_NAMESPACE: '-' })).toMatch(
      /^The settings of EventStoreDB: EVENTSTORE_URL .*; EVENTSTORE_NAMESPACE .*; EVENTSTORE_GIVE_UP_AFTER_MS /,
    );
  });
});
