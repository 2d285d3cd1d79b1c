import { createHmac } from 'node:crypto';
import { NOTHING_DECIDED } from '@ledger/stages/stage';
import { NO_STREAM } from '@ledger/event-store/event-store';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { EmbeddedLedger } from '../embedded-ledger';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import { eventIdOf } from '../log/event-id';
import { termsStream } from '../log/stream-names';
import { PersonalDataConcealer, type PersonalValue } from '../personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '../personal/personal-data-store';
import { NO_METRICS } from '../runner-metrics';
import { amendmentOfLine, amendmentOfVerdict, type Amendment } from './amendments';
import { CircumstancesOfLog } from './circumstances-of-log';
import { crossedTo } from './crossed-to';
import { putEditionInForce } from './cross-to-edition';
import { differencesOfEdition } from './differences';

const KEY = Buffer.alloc(32, 5);
const PROGRAM = 'plixo';

type Event = Readonly<Record<string, unknown>> & { readonly data: Readonly<Record<string, unknown>> };

const event = (id: string, type: string, data: Event['data']): Event => ({
  specversion: '1.0',
  id,
  source: 'test',
  type,
  time: `2026-01-0${id}T00:00:00Z`,
  program: PROGRAM,
  data,
});
const APPLIED = event('1', 'partner.applied', { partner: 'ann', type: 'partner', email: 'Ann+shop@Example.com' });
const APPROVED = event('2', 'partner.approved', { partner: 'ann', by: 'ops' });
const CHANGED = event('3', 'partner.payout_method_set', {
  partner: 'ann',
  rail: 'stripe',
  account: 'ann+pay@example.com',
});

function digest(text: string): string {
  return createHmac('sha256', KEY).update(text).digest('hex').slice(0, 32);
}

/** As the first edition concealed: e-mails compared trimmed and in lower case, accounts not at all. */
function pseudonym(kind: string, value: string): PersonalValue {
  const ref =
    kind === 'email'
      ? `${digest(value.trim().toLowerCase())}@pseudonym.invalid`
      : `${kind}-${digest(`${kind} ${JSON.stringify(value)}`)}`;
  return { ref, kind: kind as PersonalValue['kind'], value: JSON.stringify(value) };
}

/** A log of the first edition with these facts, and the personal data that it kept. */
async function firstEdition(events: readonly Event[]) {
  const store = new MemoryEventStore();
  const personalData = new MemoryPersonalDataStore();
  const programs = loadTerms(presetPaths());
  for (const { name: program, versions } of programs) {
    const terms = versions.map((each) => ({
      id: eventIdOf(`terms/${program}/${each.version}`),
      type: 'TermsPublished.v1',
      data: termsToJson(each),
      metadata: { program, version: each.version },
    }));
    await store.append([{ stream: termsStream(program), expectedRevision: NO_STREAM, events: terms }]);
  }
  for (const [index, { data, ...given }] of events.entries()) {
    const seq = index + 1;
    const values = new Map<string, PersonalValue>();
    for (const name of ['email', 'account', 'by']) {
      const value = data[name];
      const kind = name === 'by' ? 'person' : name;
      if (typeof value === 'string') values.set(name, pseudonym(kind, value));
    }
    await personalData.keep([...values.values()]);
    const concealed = { ...data, ...Object.fromEntries([...values].map(([name, { ref }]) => [name, ref])) };
    const { id, source, type, time } = given as Record<string, string>;
    const recorded = { ...given, data: concealed };
    const entry = { clockAt: time, content: 'x', event: recorded, factNumber: seq, id, seq, source, type };
    const metadata = { index, place: 'first', program: PROGRAM, seq };
    const events = [{ id: eventIdOf(`${PROGRAM}/${seq}`), type: 'EventAccepted.v1', data: entry as never, metadata }];
    const expectedRevision = index === 0 ? NO_STREAM : BigInt(index - 1);
    await store.append([{ stream: `facts-${PROGRAM}`, expectedRevision, events }]);
  }
  const concealer = new PersonalDataConcealer(KEY);
  return { store, personalData, programs, concealer };
}

type Log = Awaited<ReturnType<typeof firstEdition>>;

async function crossed(log: Log) {
  await putEditionInForce({ ...log, say: () => undefined });
  return EmbeddedLedger.open({ ...log, wallClock: null, metrics: NO_METRICS });
}

async function verdictOf(ledger: EmbeddedLedger, value: Event, index: number) {
  const [answer] = await ledger.offer([{ value, origin: { place: 'again', index } }]);
  return answer?.verdict;
}

describe('a log of the first edition that crosses', () => {
  it('has its e-mails and accounts concealed anew: who comes again with the same is known again', async () => {
    const ledger = await crossed(await firstEdition([APPLIED, APPROVED, CHANGED]));
    for (const [index, again] of [APPLIED, APPROVED, CHANGED].entries()) {
      expect(await verdictOf(ledger, again, index)).toEqual({ type: 'ignored' });
    }
  });

  it('has the normal form of an address in its pseudonym, by which a customer of another spelling is recognised', async () => {
    const log = await firstEdition([APPLIED, APPROVED]);
    const ledger = await crossed(log);
    const signUp = event('4', 'customer.signed_up', { customer: 'c', email: 'ann@example.com' });
    expect(await verdictOf(ledger, signUp, 0)).toEqual({ type: 'accepted' });
    const emails: unknown[] = [];
    for await (const { data } of log.store.readAll(0n, ['1.1.facts'])) {
      emails.push((data as unknown as { event: Event }).event.data['email']);
    }
    const normal = digest('ann@example.com');
    expect(emails[0]).toMatch(new RegExp(`^${normal}\\+[0-9a-f]{32}@pseudonym\\.invalid$`));
    expect(emails.at(-1)).toBe(`${normal}@pseudonym.invalid`);
  });

  it('keeps the old pseudonym of a value that was erased: nobody is recognised by it, and nothing is mistaken for it', async () => {
    const log = await firstEdition([APPLIED, APPROVED]);
    const ledger = await crossed({ ...log, personalData: new MemoryPersonalDataStore() });
    expect(await verdictOf(ledger, APPLIED, 0)).toEqual({ type: 'rejected', code: 'id_reused', detail: `id: '1'` });
    expect(await verdictOf(ledger, APPROVED, 1)).toEqual({ type: 'ignored' });
  });

  it('has each difference named by the change of the rules that accounts for it, before anything is changed', async () => {
    const refused = event('2', 'partner.approved', { partner: 'nobody', by: 'ops' });
    const log = await firstEdition([APPLIED, refused]);
    const before = await log.store.lastPosition();
    const differences = await differencesOfEdition(log);
    expect(differences.map(({ what, sign, amendment }) => `${sign} ${what} ${amendment}`)).toEqual([
      '- verdict A11',
      '+ verdict A11',
    ]);
    expect(await log.store.lastPosition()).toBe(before);
  });

  it('names a verdict that says the same in other words by that alone', () => {
    const now = { program: PROGRAM, seq: 1, clock: null, id: '1', source: 'test', eventType: 'period.closed' };
    const rejected = (code: 'period_not_ended' | 'schema_invalid', detail: string) => ({
      ...now,
      verdict: { type: 'rejected' as const, code, detail },
    });
    const before = rejected('period_not_ended', '2026-02');
    expect(amendmentOfVerdict(before, rejected('period_not_ended', "data.period: '2026-02'"))).toBe('A14');
    expect(amendmentOfVerdict(before, rejected('schema_invalid', 'data'))).toBe('A2');
  });

  const LINE = { program: PROGRAM, partner: 'ann', customer: 'c', cause: 'x' };

  /** What is noted of events that were accepted as before; of `x`, that its verdict differs by an amendment. */
  function circumstances(events: readonly Event[], ofX: Amendment | null = null): CircumstancesOfLog {
    const noted = new CircumstancesOfLog();
    for (const [index, value] of [...events, event('9', 'invoice.paid', {})].entries()) {
      const id = index === events.length ? 'x' : String(value['id']);
      const now = {
        program: PROGRAM,
        seq: index + 1,
        clock: null,
        id,
        source: 'test',
        eventType: String(value['type']),
        verdict: { type: 'accepted' as const },
      };
      noted.note({ before: now, now, value, decisions: NOTHING_DECIDED }, id === 'x' ? ofX : null);
    }
    return noted;
  }

  it.each([
    ['refund', 'A7'],
    ['clawback', 'A9'],
    ['dispute', 'A4'],
    ['accrual', 'A8'],
  ])('a line with reason %s is by %s, unless the verdict on its cause differs', (reason, amendment) => {
    expect(amendmentOfLine({ ...LINE, reason }, circumstances([]))).toBe(amendment);
    expect(amendmentOfLine({ ...LINE, reason }, circumstances([], 'A1'))).toBe('A1');
    expect(amendmentOfLine({ ...LINE, program: 'reseller', reason }, circumstances([], 'A1'))).toBe(amendment);
  });

  it('what is earned after a churn is by usage in arrears, what a terminated partner earns by its new approval', () => {
    const churned = event('3', 'customer.churned', { customer: 'c' });
    const terminated = event('3', 'partner.terminated', { partner: 'ann' });
    const again = event('4', 'partner.approved', { partner: 'ann' });
    const earned = { ...LINE, reason: 'accrual' };
    expect(amendmentOfLine(earned, circumstances([APPROVED, churned]))).toBe('A9');
    expect(amendmentOfLine({ ...earned, customer: 'd' }, circumstances([APPROVED, churned]))).toBe('A8');
    expect(amendmentOfLine(earned, circumstances([APPROVED, terminated]))).toBe('A8');
    expect(amendmentOfLine(earned, circumstances([APPROVED, terminated, again]))).toBe('A11');
  });

  it('knows how many arrivals it crossed with, so that what stages had on their way is not decided again', async () => {
    const log = await firstEdition([APPLIED, APPROVED, CHANGED]);
    expect(await crossedTo(log.store, PROGRAM)).toBe(0);
    await crossed(log);
    expect(await crossedTo(log.store, PROGRAM)).toBe(3);
    expect(await crossedTo(log.store, 'reseller')).toBe(0);
  });
});
