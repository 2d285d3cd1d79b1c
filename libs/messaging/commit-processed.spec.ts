import type { EachBatchPayload } from 'kafkajs';
import { commitProcessed } from './commit-processed';

/** An error as kafkajs makes it from a broker's answer. */
function refusal(type: string): Error {
  return Object.assign(new Error(type), { type });
}

/** What kafkajs hands to eachBatch, as far as a commit needs it: each commit ends as the next of `outcomes` says. */
function payloadWith(outcomes: (Error | null)[]) {
  const commits: unknown[] = [];
  const resolved: string[] = [];
  const payload = {
    batch: { topic: 't', partition: 3 },
    resolveOffset: (offset: string) => resolved.push(offset),
    commitOffsetsIfNecessary: (offsets: unknown) => {
      commits.push(offsets);
      const outcome = outcomes.shift() ?? null;
      return outcome === null ? Promise.resolve() : Promise.reject(outcome);
    },
  } as unknown as EachBatchPayload;
  return { payload, commits, resolved };
}

const nextOffset = 9n;
const ours = { signal: new AbortController().signal, isStillOurs: () => true };

it('commits the offset after the last record that is done, and then moves on', async () => {
  const { payload, commits, resolved } = payloadWith([null]);
  await commitProcessed(payload, nextOffset, ours);
  expect(commits).toEqual([{ topics: [{ topic: 't', partitions: [{ partition: 3, offset: '9' }] }] }]);
  expect(resolved).toEqual(['8']);
});

it('tries again while the coordinator moves', async () => {
  const { payload, commits, resolved } = payloadWith([refusal('NOT_COORDINATOR_FOR_GROUP'), null]);
  await commitProcessed(payload, nextOffset, ours);
  expect(commits).toHaveLength(2);
  expect(resolved).toEqual(['8']);
});

it.each(['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'REBALANCE_IN_PROGRESS'])(
  'takes the answer %s for a failure: the records will come again',
  async (type) => {
    const { payload, commits, resolved } = payloadWith([refusal(type), null]);
    await expect(commitProcessed(payload, nextOffset, ours)).rejects.toThrow(type);
    expect(commits).toHaveLength(1);
    expect(resolved).toEqual([]);
  },
);

it('does not try again once the partitions were dealt anew: that would move the position of their new owner', async () => {
  const { payload, commits, resolved } = payloadWith([refusal('REQUEST_TIMED_OUT'), null]);
  await expect(commitProcessed(payload, nextOffset, { ...ours, isStillOurs: () => false })).rejects.toThrow(
    'REQUEST_TIMED_OUT',
  );
  expect(commits).toHaveLength(1);
  expect(resolved).toEqual([]);
});
