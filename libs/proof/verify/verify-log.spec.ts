import type { RecordedEvent } from '@ledger/event-store/event-store';
import { faultText } from '@ledger/event-store/log-check';
import { kindAndVersionOf } from '@ledger/runner/log/recorded-kinds';
import { fieldsAddedTo } from '@ledger/stages/decision-versions';
import type { Decision } from '@ledger/stages/stage';
import { RecordedLog, recordedAnew, storeOf } from '../testing/recorded-log';
import { feedSamples, sampleParts, type SampleParts } from '../testing/sample-ledger';
import { verifyLog, type LogToVerify, type LogVerdict } from './verify-log';

const LINES = 200;
/** The log begins with the terms of the presets. */
const PUBLICATIONS = 5;

/** A recorded publication that says something else of its version. */
function withTerms(data: RecordedEvent['data'], change: object): RecordedEvent['data'] {
  const { event, ...recorded } = data as { readonly event: { readonly data: object } };
  return { ...recorded, event: { ...event, data: { ...event.data, ...change } } };
}
const PROGRAMS = ['plixo', 'reseller'];

describe('verifying a log', () => {
  let parts: SampleParts;
  let log: RecordedLog;

  beforeAll(async () => {
    parts = sampleParts();
    await feedSamples(parts, PROGRAMS, 0, LINES);
    log = await RecordedLog.of(parts.store);
  });

  const verify = (store: RecordedLog, options: Partial<LogToVerify> = {}): Promise<LogVerdict> =>
    verifyLog({ ...parts, store, reExecute: true, noted: null, decidedTo: () => null, ...options });

  /** The place of the how-manieth event of a type in the log. */
  const nth = (type: string, which: number): number => {
    const indexes = log.events.flatMap((event, index) => (event.type.startsWith(type) ? [index] : []));
    return indexes.at(which) ?? -1;
  };
  const without = (index: number) => (events: readonly RecordedEvent[]) => events.toSpliced(index, 1);
  const changed =
    (index: number, change: (event: RecordedEvent) => Partial<RecordedEvent>) => (events: readonly RecordedEvent[]) =>
      events.map((event, at) => (at === index ? { ...event, ...change(event) } : event));

  it('finds everything as it was recorded', async () => {
    const verdict = await verify(log);
    expect(verdict).toMatchObject({
      fault: null,
      events: log.events.length,
      arrivals: PUBLICATIONS + 2 * LINES,
      pending: 0,
    });
    expect(verdict.decisions + verdict.arrivals + verdict.othersEvents).toBe(log.events.length);
    expect(verdict.decisions).toBeGreaterThan(100);
  });

  describe('names what was changed, in one line', () => {
    it.each<[string, string, (event: RecordedEvent) => Partial<RecordedEvent>]>([
      ['the data of an arrival', 'EventAccepted', () => ({ data: { seq: 1 } })],
      ['an amount', 'CommissionPosted', ({ data }) => ({ data: { ...(data as object), amountMinor: '1' } })],
      ['a type', 'CommissionPosted', () => ({ type: 'CommissionPosted.v9' })],
      ['an id', 'LinesReleased', () => ({ id: '00000000-0000-4000-8000-000000000000' })],
      ['metadata', 'CustomerCounted', ({ metadata }) => ({ metadata: { ...metadata, seq: 1 } })],
      ['a hash', 'EventRejected', () => ({ hash: 'f'.repeat(64) })],
      ['terms', 'EventAccepted', ({ data }) => ({ data: withTerms(data, { appliesTo: 'new-partners' }) })],
    ])('%s', async (_, type, change) => {
      const index = nth(type, 0);
      const { stream, revision, position } = log.events[index] as RecordedEvent;
      const { fault } = await verify(log.after(changed(index, change)));
      expect(fault).toMatchObject({ kind: 'changed', stream, revision, position });
      expect(faultText(fault!)).toMatch(
        new RegExp(`^stream [^\\n]+, revision ${revision}, position ${position}: its hash is [^\\n]+it was changed$`),
      );
    });
  });

  describe('names what was taken out', () => {
    it.each([
      ['an arrival in the middle', 'EventAccepted', 20],
      ['the last arrival', 'EventAccepted', -1],
      ['a decision', 'CommissionPosted', 0],
      ['the last decision of all', 'CommissionPosted', -1],
    ])('%s', async (_, type, which) => {
      const index = nth(type, which);
      const { stream, revision, position } = log.events[index] as RecordedEvent;
      const { fault } = await verify(log.after(without(index)));
      expect(fault).toMatchObject({ kind: 'missing', position, stream });
      expect([revision, null]).toContain(fault?.revision);
    });

    it('the last decision of its stream, whatever arrived and was decided behind it', async () => {
      const lastOfStream = new Map(log.events.map(({ stream }, index) => [stream, index]));
      const ends = [...lastOfStream.values()].filter((index) => log.events[index]?.type.startsWith('CommissionPosted'));
      for (const index of [ends[0]!, ends[3]!]) {
        const { stream, position } = log.events[index] as RecordedEvent;
        expect((await verify(log.after(without(index)))).fault).toMatchObject({ kind: 'missing', position, stream });
      }
    });

    it('also where positions have gaps of their own', async () => {
      const sparse = new RecordedLog(
        log.events.map((event) => ({ ...event, position: event.position * 7n })),
        false,
      );
      expect((await verify(sparse)).fault).toBeNull();
      const index = nth('CommissionPosted', -1);
      const { stream } = log.events[index] as RecordedEvent;
      expect((await verify(sparse.after(without(index)))).fault).toMatchObject({ kind: 'missing', stream });
    });
  });

  it('names events that were swapped', async () => {
    const [one, other] = [nth('EventAccepted', 30), nth('EventAccepted', 40)];
    const [first, second] = [log.events[one], log.events[other]] as [RecordedEvent, RecordedEvent];
    const swapped = log.after((events) =>
      events.map((event, index) => {
        if (index === one) return { ...second, position: first.position };
        return index === other ? { ...first, position: second.position } : event;
      }),
    );
    expect((await verify(swapped)).fault).toMatchObject({
      kind: 'missing',
      stream: first.stream,
      revision: first.revision,
      position: first.position,
    });
  });

  describe('tells what was decided otherwise from what was changed', () => {
    it('an amount, where somebody made all hashes anew', async () => {
      const index = nth('CommissionPosted', 3);
      const { stream, revision, position } = log.events[index] as RecordedEvent;
      const amount = (event: RecordedEvent) => ({ data: { ...(event.data as object), amountMinor: '1' } });
      const anew = log.after((events) => recordedAnew(changed(index, amount)(events)));
      const { fault } = await verify(anew);
      expect(fault).toMatchObject({ kind: 'decided-otherwise', stream, revision, position });
      expect(fault?.what).toMatch(/^decided otherwise: CommissionPosted\.v\d+: amountMinor is "1" and not "-?\d+", by/);
    });

    it('a verdict', async () => {
      const index = nth('EventRejected', 0);
      const { stream, revision, position, data } = log.events[index] as RecordedEvent;
      const { code } = data as { code: string };
      const accepted = () => ({ type: 'EventAccepted.v1' });
      const { fault } = await verify(log.after((events) => recordedAnew(changed(index, accepted)(events))));
      expect(fault).toMatchObject({ kind: 'decided-otherwise', stream, revision, position });
      expect(fault?.what).toContain(`it was accepted, and edition 1.1 of the rules judges: rejected ${code}`);
    });

    it('a decision that was taken out without a trace', async () => {
      const index = nth('CommissionPosted', -1);
      const { stream, id } = log.events[index] as RecordedEvent;
      const { fault } = await verify(log.after((events) => recordedAnew(without(index)(events))));
      expect(fault).toMatchObject({ kind: 'missing', stream });
      expect(fault?.what).toContain(id);
    });

    it('a decision that nobody made', async () => {
      const made = log.events[nth('CommissionPosted', 3)] as RecordedEvent;
      const forged = { ...made, id: '00000000-0000-4000-8000-000000000000' };
      const { fault } = await verify(log.after((events) => recordedAnew([...events, forged])));
      expect(fault).toMatchObject({ kind: 'decided-otherwise', position: BigInt(log.events.length + 1) });
    });
  });

  describe('what releases told later', () => {
    /** As an earlier release of this edition recorded it: less figures, and not why nothing was posted. */
    const asEarlier = (events: readonly RecordedEvent[]) =>
      recordedAnew(events.filter(({ type }) => !type.startsWith('NothingPosted')).map(inEarlierForm));

    it('is not missing in what an earlier one recorded', async () => {
      const { fault, untold } = await verify(log.after(asEarlier));
      expect(fault).toBeNull();
      expect(untold).toBe(log.events.filter(({ type }) => type.startsWith('NothingPosted')).length);
      expect(untold).toBeGreaterThan(0);
    });

    it('may be told late, by the release that goes on', async () => {
      const before = sampleParts();
      await feedSamples(before, PROGRAMS, 0, LINES / 2);
      const earlier = asEarlier((await RecordedLog.of(before.store)).events);
      const parted = { ...before, store: await storeOf(earlier) };
      await feedSamples(parted, PROGRAMS, LINES / 2, LINES);
      const whole = await RecordedLog.of(parted.store);
      expect((await verify(whole, { personalData: parted.personalData })).fault).toBeNull();
    });

    it('is missing in what this one recorded', async () => {
      const { fault } = await verify(log.after((events) => recordedAnew(without(nth('NothingPosted', -1))(events))));
      expect(fault).toMatchObject({ kind: 'missing', what: expect.stringContaining('NothingPosted') as string });
    });
  });

  describe('where stages run apart', () => {
    it('what a stage has still to decide is no fault, and what it has passed is one', async () => {
      const index = nth('CommissionPosted', -1);
      const { seq } = (log.events[index] as RecordedEvent).metadata as { seq: number };
      const anew = log.after((events) => recordedAnew(without(index)(events)));
      expect(await verify(anew, { decidedTo: () => seq - 1 })).toMatchObject({ fault: null, pending: 1 });
      expect((await verify(anew, { decidedTo: () => seq })).fault).toMatchObject({ kind: 'missing' });
    });
  });

  describe('against a head that was noted', () => {
    it('a log that went on is the same, and one that was written anew or cut off is not', async () => {
      const cut = log.after((events) => events.slice(0, -40));
      const noted = (await verify(cut, { reExecute: false })).head;
      expect(noted.events).toBe(log.events.length - 40);
      expect((await verify(log, { noted })).fault).toBeNull();

      const { head } = await verify(log);
      const shorter = await verify(cut, { reExecute: false, noted: head });
      expect(shorter.fault).toMatchObject({ kind: 'missing', position: BigInt(noted.events + 1) });

      const amount = (event: RecordedEvent) => ({ data: { ...(event.data as object), amountMinor: '1' } });
      const index = nth('CommissionPosted', 3);
      const anew = log.after((events) => recordedAnew(changed(index, amount)(events)));
      const { fault } = await verify(anew, { reExecute: false, noted: head });
      expect(fault?.what).toBe(
        `the first ${head.events} events are not those of the head that was noted: the log was written anew`,
      );
    });
  });
});

function inEarlierForm(event: RecordedEvent): RecordedEvent {
  const { kind, version } = kindAndVersionOf(event.type);
  const fields = fieldsAddedTo(kind as Decision['type']).flat();
  if (fields.length === 0) return event;
  const told = Object.entries(event.data as object).filter(([name]) => !fields.includes(name));
  return { ...event, type: `${kind}.v${version - 1}`, data: Object.fromEntries(told) };
}
