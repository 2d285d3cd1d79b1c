import { openInProcess, type InProcessLedger } from '../embedded/in-process-ledger';
import { ledgerPlace, runLedger, type LedgerPlace } from '../embedded/ledger-process';
import { sendLines } from '../embedded/send-events';
import { acceptanceCase } from '../cases/acceptance-cases';

jest.setTimeout(180_000);

const PROGRAM = '/v1/programs/three-tier';

/** Three partners share a customer; a person hands one over, and says why. */
const events = () => acceptanceCase('handover-edges').events.trim().split('\n');
const adjustments = () => acceptanceCase('adjustment').events.trim().split('\n');

interface Told {
  readonly type: string;
  readonly program: string;
  readonly data: Readonly<Record<string, string>>;
}

const told = (type: string): Told => {
  const found = events()
    .map((line) => JSON.parse(line) as Told)
    .find((event) => event.type === type);
  if (found === undefined) throw new Error(`the case has no ${type}`);
  return found;
};

describe('an account', () => {
  let place: LedgerPlace;
  let ledger: Omit<InProcessLedger, 'remove'>;
  let program: string;

  beforeAll(async () => {
    place = await ledgerPlace();
    ledger = await openInProcess(place);
    await sendLines(ledger.running.http.url, ledger.token, [...events(), ...adjustments()], 500);
    program = told('attribution.overridden').program;
  });
  afterAll(async () => {
    await ledger.running.stop();
    await place.remove();
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${ledger.running.http.url}${path}`, { headers: { authorization: `Bearer ${ledger.token}`, ...headers } });
  const explained = (...args: string[]) => runLedger(['explain', ...args], place);

  it('of a customer names who decided, and why, in the language that is asked for', async () => {
    const { customer = '', by = '', evidence = '' } = told('attribution.overridden').data;
    const path = `/v1/programs/${program}/customers/${customer}/attribution/explanation`;
    const german = await get(path, { 'accept-language': 'de-AT, en;q=0.5' });
    expect(german.headers.get('content-language')).toBe('de');
    const body = JSON.stringify(await german.json());
    expect(body).toContain('"language":"de"');
    expect(body).toContain(`${by} hat entschieden`);
    expect(body).toContain(evidence);
    const english = await get(path, { 'accept-language': 'fr' });
    expect(english.headers.get('content-language')).toBe('en');
    expect(JSON.stringify(await english.json())).toContain(`${by} decided who is credited`);
    expect((await explained('customer', program, customer)).stdout).toContain(`because: ${evidence}.`);
  });

  it('is the same by the command, whether the ledger runs, and by HTTP', async () => {
    const { invoice = '' } = told('invoice.paid').data;
    const response = await get(`/v1/programs/${program}/invoices/${invoice}/explanation`);
    expect(response.status).toBe(200);
    const { stdout, status } = await explained('invoice', program, invoice, '--format', 'json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(await response.json());
  });

  it('of a line may be of one of its postings, of an own line and of a payout', async () => {
    const own = await get('/v1/programs/odoopbx/partners/p/own-lines/adj-1/explanation');
    expect(JSON.stringify(await own.json())).toContain('own.adjustment');
    expect((await explained('line', 'odoopbx', 'p', '-', 'adj-1')).stdout).toContain('Posted as told: 150.00 EUR.');
    const payout = await get('/v1/programs/odoopbx/payouts/po-1/explanation');
    expect(JSON.stringify(await payout.json())).toContain('payout.net');
    const { stdout } = await explained('payout', 'odoopbx', 'po-1', '--lang', 'de');
    expect(stdout).toContain('Brutto, 3 Zeilen: 238,00 EUR.');
  });

  it.each([
    [`${PROGRAM}/partners/p/invoices/none/lines/1/explanation`],
    [`${PROGRAM}/invoices/none/explanation`],
    [`${PROGRAM}/payouts/po-9/explanation`],
    [`${PROGRAM}/partners/p/own-lines/none/explanation`],
    [`${PROGRAM}/customers/none/attribution/explanation`],
    ['/v1/programs/none/invoices/i/explanation'],
  ])('of what nothing is recorded of is not found: %s', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  it('names the posting that is not there, where others of its line are', async () => {
    const response = await get(`${PROGRAM}/partners/p/invoices/i/lines/1/explanation?seq=9`);
    expect(response.status).toBe(404);
    expect(((await response.json()) as { detail: string }).detail).toBe(
      'Nothing is posted in three-tier for line 1 of invoice i and partner p, no. 9.',
    );
  });

  it('is refused without a token, and for a posting that cannot be', async () => {
    expect((await fetch(`${ledger.running.http.url}${PROGRAM}/payouts/po-1/explanation`)).status).toBe(401);
    expect((await get(`${PROGRAM}/partners/p/invoices/i/lines/1/explanation?seq=0`)).status).toBe(400);
  });

  it.each([
    [
      ['line', 'three-tier', 'p', 'none', '1'],
      'nothing recorded of line 1 of invoice none for partner p in three-tier',
    ],
    [['line', 'three-tier', 'p', '-', 'none'], 'nothing recorded of own line none of partner p in three-tier'],
    [['invoice', 'three-tier', 'none'], 'nothing recorded of invoice none in three-tier'],
    [['payout', 'three-tier', 'po-9'], 'nothing recorded of payout po-9 in three-tier'],
    [['customer', 'three-tier', 'none'], 'nothing recorded of customer none in three-tier'],
    [['customer', 'three-tier', 'a\nb'], 'nothing recorded of customer a\\u000ab in three-tier'],
    [['customer', 'none', 'c'], 'this ledger has no program none (it has: '],
  ])('of what is not there is one line by the command: %j', async (args, message) => {
    const { stdout, stderr, status } = await explained(...args);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(message);
  });
});
