import type { DataSource } from 'typeorm';
import type { Introduction } from '@ledger/stages/attribution/attribution.decisions';
import type { ArrivalEntry, LedgerEntry } from '../ledger-entry';
import { at, attribution, decided, withTerms } from '../testing/entries';
import { freshReadModels, type FreshReadModels } from '../testing/fresh-read-models';
import { Projector } from '../postgres/projector';
import { readRows } from '../postgres/queries/list-query';
import { readAsPartner } from '../postgres/queries/partner-snapshot';
import { readProgram } from '../postgres/queries/program-snapshot';
import { LIVE_SCHEMA } from '../postgres/schema/version';
import { leadList, type LeadFilter } from './leads';
import { clicksByDay } from './link-clicks';
import { findLink, linkList } from './links';

const CLOSE = at('2026-02-01');

/** An accepted fact of `plixo`; its id is its number. */
function fact(seq: number, eventType: string, data: object, time = '2026-01-05T10:00:00Z'): ArrivalEntry {
  const verdict = { type: 'accepted' } as const;
  const [arrival, source] = [{ program: 'plixo', seq, clock: at('2026-03-01'), eventType, verdict }, 'test'];
  const kept = { arrivedAt: at('2026-03-01'), event: { time, data: { ...data } }, body: null, content: String(seq) };
  return { program: 'plixo', seq, arrival: { ...arrival, id: `fact-${seq}`, source }, kept };
}

const lead = (seq: number, partner: string): ArrivalEntry =>
  fact(seq, 'referral.submitted', { referral: `lead-${seq}`, partner, email: 'x@pseudonym.invalid' });

/** What the attribution has of the lead of a fact. */
function introduction(seq: number, partner: string): Introduction {
  const [claimedAt, countedAt] = [at('2026-01-05'), at('2026-01-05')];
  const rest = { barred: null, role: 'sourced', tier: null, endsAt: null } as const;
  return { partner, claim: 'lead', claimedAt, countedAt, id: `fact-${seq}`, source: 'test', ...rest };
}

const sourced = (partner: string) => [{ partner, role: 'sourced', weight: 1 }] as const;

describe('links and leads', () => {
  let readModels: FreshReadModels;
  let dataSource: DataSource;

  beforeAll(async () => {
    readModels = await freshReadModels();
    ({ dataSource } = readModels);
  });

  afterAll(() => readModels.remove());

  beforeEach(() => readModels.empty());

  async function project(entries: readonly LedgerEntry[]): Promise<void> {
    const positions = { fromCheckpoint: 0n, toCheckpoint: BigInt(entries.length) };
    await new Projector(dataSource).project({ ...positions, entries: withTerms(entries, 0, entries.length) });
  }

  const states = (filter: LeadFilter = {}) =>
    readProgram(dataSource, 'plixo', async (snapshot) => {
      const rows = await readRows(snapshot, leadList(snapshot, filter));
      return Object.fromEntries(rows.map(({ referral, state }) => [referral, state]));
    });

  it('tells how far the leads of two partners for one customer have come', async () => {
    const introductions = [introduction(1, 'p'), introduction(2, 'q')];
    const open = attribution('a', { introductions, settledAt: null });
    await project([lead(1, 'p'), lead(2, 'q'), lead(3, 'p'), decided('plixo', 3, open)]);
    expect(await states()).toEqual({ 'lead-1': 'matched', 'lead-2': 'matched', 'lead-3': 'received' });

    await readModels.empty();
    const spans = [{ fromAt: null, credits: sourced('p'), override: null }];
    const closed = attribution('a', { introductions, settledAt: CLOSE, spans });
    await project([lead(1, 'p'), lead(2, 'q'), lead(3, 'p'), decided('plixo', 3, closed)]);
    expect(await states()).toEqual({ 'lead-1': 'won', 'lead-2': 'lost', 'lead-3': 'received' });
    expect(await states({ partner: 'p' })).toEqual({ 'lead-1': 'won', 'lead-3': 'received' });
    expect(await states({ state: 'lost' })).toEqual({ 'lead-2': 'lost' });
  });

  it('goes by the credits in force: those of an override once its time has come', async () => {
    const introductions = [introduction(1, 'p'), introduction(2, 'q')];
    const override = { id: 'o', source: 'test' };
    const handedOver = (from: string) => [
      { fromAt: null, credits: sourced('p'), override: null },
      { fromAt: at(from), credits: sourced('q'), override },
    ];
    const on = (from: string) => attribution('a', { introductions, settledAt: CLOSE, spans: handedOver(from) });
    await project([lead(1, 'p'), lead(2, 'q'), decided('plixo', 2, on('2026-02-20'))]);
    expect(await states()).toEqual({ 'lead-1': 'lost', 'lead-2': 'won' });
    await readModels.empty();
    await project([lead(1, 'p'), lead(2, 'q'), decided('plixo', 2, on('2026-04-01'))]);
    expect(await states()).toEqual({ 'lead-1': 'won', 'lead-2': 'lost' });
  });

  it('counts clicks by day and each customer that signed up by a link once', async () => {
    const click = (seq: number, code: string, time?: string) =>
      fact(seq, 'referral.clicked', { code, clickId: `click-${seq}` }, time);
    const signUp = (seq: number, customer: string, named: object) =>
      fact(seq, 'customer.signed_up', { customer, ...named });
    await project([
      fact(1, 'link.created', { partner: 'p', code: 'Spring', campaign: 'spring' }),
      fact(2, 'link.created', { partner: 'q', code: 'autumn' }),
      click(3, 'spring'),
      click(4, ' SPRING'),
      click(5, 'spring', '2026-01-07T00:00:00Z'),
      click(6, 'nobodys'),
      signUp(7, 'a', { clickId: 'click-3' }),
      signUp(8, 'a', { referralCode: 'spring' }),
      signUp(9, 'b', { referralCode: ' sprinG ' }),
      signUp(10, 'c', { clickId: 'click-6' }),
    ]);
    await readProgram(dataSource, 'plixo', async (snapshot) => {
      const rows = await readRows(snapshot, linkList(snapshot, {}));
      expect(rows.map(({ code, partner, clicks, signUps }) => ({ code, partner, clicks, signUps }))).toEqual([
        { code: 'autumn', partner: 'q', clicks: 0, signUps: 0 },
        { code: 'Spring', partner: 'p', clicks: 3, signUps: 2 },
      ]);
      expect((await clicksByDay(snapshot, 'SPRING')).map(({ clicks }) => clicks)).toEqual([2, 1]);
      expect(await findLink(snapshot, 'sPRING')).toMatchObject({ partner: 'p', campaign: 'spring' });
      expect(await findLink(snapshot, 'nobodys')).toBeNull();
    });
    const unowned = await dataSource.query('SELECT code, partner FROM ops.link_clicks WHERE partner IS NULL');
    expect(unowned).toEqual([{ code: 'nobodys', partner: null }]);
  });

  it('shows a partner what came of its own links and leads, and nothing of the others', async () => {
    const introductions = [introduction(1, 'p'), introduction(2, 'q')];
    await project([
      lead(1, 'p'),
      lead(2, 'q'),
      decided('plixo', 2, attribution('a', { introductions, settledAt: null })),
      fact(3, 'link.created', { partner: 'p', code: 'ps' }),
      fact(4, 'link.created', { partner: 'q', code: 'qs' }),
      fact(5, 'referral.clicked', { code: 'ps', clickId: 'c5' }),
      fact(6, 'referral.clicked', { code: 'qs', clickId: 'c6' }),
      fact(7, 'customer.signed_up', { customer: 'a', clickId: 'c5' }),
      fact(8, 'customer.signed_up', { customer: 'b', referralCode: 'ps' }),
      fact(9, 'customer.signed_up', { customer: 'c', clickId: 'c6' }),
      fact(10, 'customer.signed_up', { customer: 'd', referralCode: 'nobodys' }),
    ]);
    const seen = await readAsPartner(dataSource, { program: 'plixo', partner: 'p' }, async (snapshot) => ({
      links: (await readRows(snapshot, linkList(snapshot, {}))).map(({ code, clicks, signUps }) => [
        code,
        clicks,
        signUps,
      ]),
      leads: (await readRows(snapshot, leadList(snapshot, {}))).map(({ referral, state }) => [referral, state]),
      clicks: await snapshot.sql.rows(`SELECT click_id FROM ${LIVE_SCHEMA}.clicks`),
      days: await snapshot.sql.rows(`SELECT code_key FROM ${LIVE_SCHEMA}.link_clicks`),
      signUps: await snapshot.sql.rows(`SELECT customer FROM ${LIVE_SCHEMA}.sign_up_codes ORDER BY customer`),
      claims: await snapshot.sql.rows(`SELECT id FROM ${LIVE_SCHEMA}.lead_claims`),
    }));
    expect(seen).toEqual({
      links: [['ps', 1, 2]],
      leads: [['lead-1', 'matched']],
      clicks: [{ click_id: 'c5' }],
      days: [{ code_key: 'ps' }],
      signUps: [{ customer: 'a' }, { customer: 'b' }],
      claims: [{ id: 'fact-1' }],
    });
  });
});
