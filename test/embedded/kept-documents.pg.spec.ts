import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testEvent, twoPrograms } from '@ledger/service-kit/testing/two-programs';
import { commandsHere, type CommandRun } from './command-here';
import { openInProcess, type InProcessLedger } from './in-process-ledger';
import { ledgerPlace, type LedgerPlace } from './ledger-process';
import { sendLines } from './send-events';

const PARTY = '--street 1 --postcode 2 --town Hamburg --tax-id 12345678 --not-registered --by dana'.split(' ');
const SAID = ['--by', 'dana', '--reason', 'audit'];

jest.setTimeout(120_000);

describe('documents that were issued', () => {
  const out = mkdtempSync(join(tmpdir(), 'remittances-'));
  let place: LedgerPlace;
  let ledger: Omit<InProcessLedger, 'remove'>;
  let command: (...args: readonly string[]) => Promise<CommandRun>;

  beforeAll(async () => {
    place = await ledgerPlace();
    command = await commandsHere(place);
    ledger = await openInProcess(place);
    const closing = testEvent('plixo', '2026-03-02', 'period.closed', { period: '2026-02' });
    const events = [...twoPrograms(), closing].map((event) => JSON.stringify(event));
    await sendLines(ledger.running.http.url, ledger.token, events, 250);
  });
  afterAll(async () => {
    await ledger.running.stop();
    await place.remove();
    rmSync(out, { recursive: true });
  });

  const said = async (...args: readonly string[]) => {
    const { status, stdout, stderr } = await command(...args, '--program', 'plixo');
    return status === 0 ? stdout : `status ${status}: ${stderr}`;
  };
  const listed = async (): Promise<readonly Record<string, unknown>[]> => {
    const text = (await said('documents', 'list', '--format', 'json')).trim();
    return text.startsWith('{') ? text.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>) : [];
  };
  const backdate = (interval: string) =>
    ledger.running.storage.pool.query(
      `UPDATE ledger_documents.issued SET issued_at = issued_at - interval '${interval}'`,
    );

  it('are PDFs of their number, kept with what they say', async () => {
    expect(await said('remittance', 'po-1')).toMatch(/PLIXO-2026-0001 │ Remittance advice .*not yet/);
    expect(await listed()).toEqual([]);
    const printed = await said('remittance', '--month', '2026-02', '--format', 'pdf', '--lang', 'de', '--out', out);
    expect(printed).toMatch(/PLIXO-2026-0001-de\.pdf Remittance advice, issued sha256 [0-9a-f]{64}\n$/);
    expect(readFileSync(join(out, 'PLIXO-2026-0001-de.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await listed()).map(({ id, about, language, state }) => [id, about, language, state])).toEqual([
      ['doc-1', 'PLIXO-2026-0001', 'json', 'kept'],
      ['doc-2', 'PLIXO-2026-0001', 'de', 'kept'],
    ]);
  });

  it('get a new version where they would say something else now, and the old one stays', async () => {
    const reissue = () => said('documents', 'reissue', 'PLIXO-2026-0001', ...SAID);
    expect(await reissue()).toBe('status 2: PLIXO-2026-0001 would say the same: it stays as it is\n');
    const from = ['--from', '2026-01-01'];
    await said('billing', 'set', '--own', '--legal-name', 'Plixo GmbH', '--country', 'DE', ...PARTY, ...from);
    await said('billing', 'set', '--partner', 'p', '--legal-name', 'P Ltd', '--country', 'GB', ...PARTY, ...from);
    await said('billing', 'consent', '--partner', 'p', '--date', '2026-01-02', '--evidence', 'mail', '--by', 'dana');
    expect(await reissue()).toMatch(/^doc-3 is version 2 of PLIXO-2026-0001, .*\ndoc-4 is version 2 .*\n$/);
    expect(
      (await listed()).map(({ version, language, acts }) => [version, language, (acts as unknown[]).length]),
    ).toEqual([
      [1, 'json', 0],
      [1, 'de', 0],
      [2, 'json', 1],
      [2, 'de', 1],
    ]);
    expect(await said('remittance', 'po-1')).toMatch(/Self-billed invoice .*version 2/);
    await said('remittance', 'po-1', '--format', 'pdf', '--lang', 'de', '--out', out);
    expect(readdirSync(out).sort()).toEqual(['PLIXO-2026-0001-de.pdf', 'PLIXO-2026-0001-v2-de.pdf']);
  });

  it('stay as they are when who they name was erased', async () => {
    const { pool } = ledger.running.storage;
    await pool.query(`DELETE FROM personal_data.billing_parties WHERE partner = 'p'`);
    expect(await said('documents', 'reissue', 'PLIXO-2026-0001', ...SAID)).toBe(
      'status 1: who PLIXO-2026-0001 names is not known any more: it stays as it was issued\n',
    );
    expect(JSON.parse(await said('remittance', 'po-1', '--format', 'json'))).toMatchObject({
      supplier: { legalName: 'P Ltd' },
      isIssued: true,
    });
  });

  it('are deleted when their retention is over and nobody holds them; their hashes and what was done stay', async () => {
    await said('statement', '2026-02', '--partner', 'p', '--format', 'pdf', '--out', out);
    expect(await said('documents', 'hold', 'PLIXO-2026-0001', ...SAID)).toMatch(/^(doc-\d is held.*\n){4}$/);
    expect(await said('documents', 'hold', 'doc-1', ...SAID)).toBe('status 2: doc-1 is held already\n');
    expect(await said('documents', 'release', 'doc-5', ...SAID)).toBe('status 2: doc-5 is not held\n');
    expect(await said('documents', 'purge', ...SAID)).toBe('no document is past its retention\n');
    await backdate('9 years');
    expect(await said('documents', 'purge', ...SAID)).toBe('no document is past its retention\n');
    expect(await said('retention', 'set', '--years', '8', '--by', 'dana')).toMatch(/kept for 8 years/);
    expect(await said('documents', 'purge', '--dry-run', ...SAID)).toMatch(
      /^doc-5 \(2026-02, p, en\).*would be deleted/,
    );
    expect(await said('documents', 'purge', ...SAID)).toMatch(
      /^doc-5 \(2026-02, p, en\).*: deleted, sha256 [0-9a-f]{64}\n$/,
    );
    expect(await said('statement', '2026-02', '--partner', 'p', '--format', 'pdf', '--out', out)).toMatch(
      /^status 1: the document 2026-02 of p was issued and, its retention over, deleted on/,
    );
    expect(await said('documents', 'release', 'PLIXO-2026-0001', ...SAID)).toMatch(/^(doc-\d is released.*\n){4}$/);
    expect((await said('documents', 'purge', ...SAID)).trim().split('\n')).toHaveLength(4);
    const documents = await listed();
    expect(documents.map(({ state, sha256 }) => [state, typeof sha256])).toEqual(Array(5).fill(['purged', 'string']));
    expect((documents[0]!['acts'] as { act: string; by: string }[]).map(({ act, by }) => [act, by])).toEqual([
      ['hold', 'dana'],
      ['release', 'dana'],
      ['purge', 'dana'],
    ]);
    expect(await said('documents', 'hold', 'doc-1', ...SAID)).toBe('status 2: doc-1 was deleted already\n');
    expect(await said('documents', 'hold', 'doc-9', ...SAID)).toMatch(
      /^status 2: no document doc-9 of plixo was issued/,
    );
  });
});
