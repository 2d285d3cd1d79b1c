import { createHmac } from 'node:crypto';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { checkPersonalKey, notePersonalKey, PersonalKeyDiffers } from './check-key';
import { PersonalDataConcealer, type PersonalValue } from './conceal-personal-data';
import { MemoryPersonalDataStore } from './personal-data-store';

const KEY = Buffer.alloc(32, 1);
const OTHER = Buffer.alloc(32, 2);

async function ledger(values: readonly PersonalValue[] = []) {
  const personalData = new MemoryPersonalDataStore();
  await personalData.keep(values);
  const store = new MemoryEventStore();
  return (key: Buffer) => ({ store, personalData, concealer: new PersonalDataConcealer(key) });
}

/** As the first releases concealed an e-mail: compared trimmed and in lower case alone. */
function asFirst(email: string): PersonalValue {
  const digest = createHmac('sha256', KEY).update(email.trim().toLowerCase()).digest('hex').slice(0, 32);
  return { ref: `${digest}@pseudonym.invalid`, kind: 'email', value: JSON.stringify(email) };
}

function valuesOf(event: Record<string, unknown>): readonly PersonalValue[] {
  return new PersonalDataConcealer(KEY).concealEvent(event, 'partner.applied').values;
}

const APPLIED = {
  specversion: '1.0',
  id: 'a',
  source: 's',
  type: 'partner.applied',
  time: '2026-01-01T00:00:00Z',
  program: 'p',
  data: { partner: 'p1', type: 'affiliate', email: 'A+b@example.com', answers: { why: 'x' }, shoeSize: 43 },
};

describe('the key of personal data', () => {
  it('is noted by its fingerprint, once, and any other is refused from then on', async () => {
    const of = await ledger();
    await notePersonalKey(of(KEY));
    await notePersonalKey(of(KEY));
    await checkPersonalKey(of(KEY));
    await expect(checkPersonalKey(of(OTHER))).rejects.toThrow(PersonalKeyDiffers);
    await expect(notePersonalKey(of(OTHER))).rejects.toThrow(
      /^this is not the key of this ledger's personal data [^\n]+$/,
    );
    expect(await of(KEY).store.lastPosition()).toBe(1n);
  });

  it('does not tell the key', () => {
    const { fingerprint } = new PersonalDataConcealer(KEY);
    expect(fingerprint).toMatch(/^[0-9a-f]{32}$/);
    expect(KEY.toString('hex')).not.toContain(fingerprint);
  });

  it.each<[string, readonly PersonalValue[]]>([
    ['a name', [{ ...valuesOf({ ...APPLIED, data: { partner: 'p1', type: 'affiliate', name: 'Ann' } })[0]! }]],
    ['an e-mail, answers and fields that nobody knows', valuesOf(APPLIED)],
    ['an e-mail of the first releases', [asFirst('A+b@Example.com ')]],
    ['a body that was refused', [new PersonalDataConcealer(KEY).concealBody({ not: 'an event' })]],
  ])('of a log that does not name it is known by %s', async (_, values) => {
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) {
      const of = await ledger([value]);
      await expect(notePersonalKey(of(OTHER))).rejects.toThrow('none of 1 recorded values was concealed by it');
      await notePersonalKey(of(KEY));
      await expect(checkPersonalKey(of(OTHER))).rejects.toThrow('the log names another one');
    }
  });

  it('of a log that does not name it, with all values erased, is taken as it is', async () => {
    const of = await ledger();
    await checkPersonalKey(of(OTHER));
    expect(await of(OTHER).store.lastPosition()).toBe(0n);
  });

  it('is that of the faster of two that note one at the same moment', async () => {
    const of = await ledger();
    const [one, other] = await Promise.allSettled([notePersonalKey(of(KEY)), notePersonalKey(of(OTHER))]);
    expect([one.status, other.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect(await of(KEY).store.lastPosition()).toBe(1n);
  });
});
