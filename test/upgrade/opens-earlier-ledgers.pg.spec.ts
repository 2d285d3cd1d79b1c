import { isEventType } from '@ledger/contracts/event-types';
import { knownFieldsOf, personalFieldsOf } from '@ledger/contracts/personal-fields';
import { isPseudonym } from '@ledger/contracts/pseudonyms';
import { LedgerProcess, runLedger } from '../embedded/ledger-process';
import { replayLines } from '../embedded/replay-lines';
import { earlierLedger, RELEASE_NAMES, type EarlierLedger } from './earlier-ledger';

jest.setTimeout(120_000);

const SIGN_UP = {
  specversion: '1.0',
  id: 'after-the-upgrade',
  source: 'upgrade',
  type: 'customer.signed_up',
  time: '2027-01-02T00:00:00Z',
  program: 'plixo',
  data: { customer: 'newcomer', email: 'new@customer.example' },
};

type Exported = { readonly type: string; readonly data: Readonly<Record<string, unknown>> };

/** When the terms of all releases that are kept begin. */
const BEGINNING = ['2020-01-01T00:00:00.000Z', '2020-01-01'];

interface Published {
  readonly program: string;
  readonly time: string;
  readonly data: { readonly version: number; readonly effectiveFrom: string };
}

/** How many facts that publish terms an export begins with. */
function termsOfRelease(lines: readonly string[]): number {
  return lines.findIndex((line) => (JSON.parse(line) as Exported).type !== 'terms.published');
}

/** Whether a field of an event's data is named by its schema, and not as a personal one. */
function isOpen(type: string, field: string): boolean {
  if (!isEventType(type) || !knownFieldsOf(type).includes(field)) return false;
  return !personalFieldsOf(type).some((personal) => personal.field === field);
}

/** An exported event without the fields of its data that are concealed. */
function open(line: string): object {
  const { data, ...event } = JSON.parse(line) as Exported;
  return { ...event, data: Object.fromEntries(Object.entries(data).filter(([field]) => isOpen(event.type, field))) };
}

function concealed(line: string): unknown[] {
  const { type, data } = JSON.parse(line) as Exported;
  return Object.entries(data).flatMap(([field, value]) => (isOpen(type, field) ? [] : [value]));
}

describe.each(RELEASE_NAMES)('a ledger begun by release %s opens under this one', (release) => {
  let earlier: EarlierLedger;

  beforeAll(async () => {
    earlier = await earlierLedger(release);
    expect((await runLedger(['upgrade'], earlier.place)).status).toBe(0);
  });
  afterAll(() => earlier.place.remove());

  it('exports the same, byte for byte', async () => {
    const { stdout, status } = await runLedger(['export'], earlier.place);
    expect(stdout).toBe(earlier.exported);
    expect(status).toBe(0);
  });

  it('exports the same facts, byte for byte but for what is personal, of which it shows less', async () => {
    const all = (await runLedger(['facts', 'export'], earlier.place)).stdout.split('\n');
    const lines = all.slice(termsOfRelease(all));
    const before = earlier.facts.split('\n');
    expect(lines).toHaveLength(before.length);
    const changed = lines.flatMap((line, index) =>
      line === before[index] ? [] : [{ line, was: before[index] ?? '' }],
    );
    for (const { line, was } of changed) {
      expect(open(line)).toEqual(open(was));
      expect(concealed(line)).not.toEqual([]);
      for (const value of concealed(line)) expect(isPseudonym(String(value))).toBe(true);
    }
    expect(await replayLines(lines.slice(0, -1))).toBe(earlier.exported);
  });

  it('begins its facts with the terms that it recorded in its own way, and so replays without any file', async () => {
    const facts = (await runLedger(['facts', 'export'], earlier.place)).stdout.trim().split('\n');
    const published = facts.slice(0, termsOfRelease(facts)).map((line) => JSON.parse(line) as Published);
    expect(published.map(({ program, data: { version } }) => `${program} ${version}`).sort()).toEqual([
      'odoopbx 1',
      'plaidcloud 1',
      'plixo 1',
      'reseller 1',
      'three-tier 1',
    ]);
    for (const { time, data } of published) expect([time, data.effectiveFrom]).toEqual(BEGINNING);
    expect(await replayLines(facts, [])).toBe(earlier.exported);
  });

  it('takes a further event, sent with a token of that release', async () => {
    const before = (await runLedger(['facts', 'export'], earlier.place)).stdout;
    const running = await LedgerProcess.start(earlier.place);
    try {
      const response = await fetch(`${await running.url()}/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${earlier.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(SIGN_UP),
      });
      expect(await response.json()).toMatchObject({ id: SIGN_UP.id, verdict: 'accepted' });
    } finally {
      await running.interrupt();
    }
    const facts = (await runLedger(['facts', 'export'], earlier.place)).stdout;
    expect(facts.startsWith(before)).toBe(true);
    const exported = (await runLedger(['export'], earlier.place)).stdout;
    expect(exported).not.toBe(earlier.exported);
    expect(exported).toBe(await replayLines(facts.trim().split('\n'), []));
  });

  it('has a log that holds, with what was recorded before and since', async () => {
    const { stdout, status } = await runLedger(['verify'], earlier.place);
    expect(stdout).toMatch(/^log .* holds\ndecisions .* all as recorded\n/);
    expect(status).toBe(0);
  });

  it('has read models that a rebuild finds equal', async () => {
    const { stdout, status } = await runLedger(['rebuild'], earlier.place);
    expect(stdout).toContain('the rebuilt read models equal the live ones');
    expect(status).toBe(0);
  });
});
