import { Problem } from '@ledger/service-kit/problems/problem';
import { TrialTurns } from './trial-turns';

const unasked = new AbortController().signal;

/** A trial that goes on until it is told to end. */
function openTrial(turns: TrialTurns, signal = new AbortController().signal) {
  const trial = { begun: false, end: () => undefined as void };
  const answer = turns.run(signal, () => {
    trial.begun = true;
    return new Promise<string>((resolve) => (trial.end = () => resolve('done')));
  });
  return { trial, answer };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the turns of trials', () => {
  afterEach(() => jest.useRealTimers());

  it('makes one at a time, in the order in which they were asked for', async () => {
    const turns = new TrialTurns();
    const [first, second, third] = [openTrial(turns), openTrial(turns), openTrial(turns)];
    await settle();
    expect([first, second, third].map(({ trial }) => trial.begun)).toEqual([true, false, false]);
    first.trial.end();
    expect(await first.answer).toBe('done');
    await settle();
    expect([second.trial.begun, third.trial.begun]).toEqual([true, false]);
    second.trial.end();
    await second.answer;
    await settle();
    third.trial.end();
    expect(await third.answer).toBe('done');
    await expect(turns.run(unasked, () => Promise.resolve(1))).resolves.toBe(1);
  });

  it('goes on after a trial that failed', async () => {
    const turns = new TrialTurns();
    const failing = turns.run(unasked, () => Promise.reject(new Error('broken')));
    const next = turns.run(unasked, () => Promise.resolve('next'));
    await expect(failing).rejects.toThrow('broken');
    await expect(next).resolves.toBe('next');
  });

  it('tells those who wait too long, and those who are too many, when to ask again', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const turns = new TrialTurns();
    const first = openTrial(turns);
    const waiting = Array.from({ length: 20 }, () => openTrial(turns).answer.catch((error: unknown) => error));
    const refused = await openTrial(turns).answer.catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(20_000);
    for (const problem of [refused, ...(await Promise.all(waiting))]) {
      expect(problem).toBeInstanceOf(Problem);
      expect(problem).toMatchObject({ kind: 'unavailable', more: { headers: { 'Retry-After': '5' } } });
    }
    first.trial.end();
    await first.answer;
    await expect(turns.run(unasked, () => Promise.resolve(1))).resolves.toBe(1);
  });

  it('passes over who is gone', async () => {
    const turns = new TrialTurns();
    const gone = new AbortController();
    const [first, second, third] = [openTrial(turns), openTrial(turns, gone.signal), openTrial(turns)];
    gone.abort(new Error('gone'));
    await expect(second.answer).rejects.toThrow('gone');
    first.trial.end();
    await first.answer;
    await settle();
    expect([second.trial.begun, third.trial.begun]).toEqual([false, true]);
    third.trial.end();
    await third.answer;
  });
});
