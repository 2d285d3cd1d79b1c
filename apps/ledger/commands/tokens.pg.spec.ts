import { faultKindOf, type Fault } from '@ledger/kernel/fault';
import { Command } from 'commander';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase, type FreshDatabase } from '../../../test/support/postgres';
import { addTokensCommand } from './tokens';

describe('ledger tokens', () => {
  let database: FreshDatabase;
  let dataDir: string;

  beforeAll(async () => {
    database = await freshDatabase();
    dataDir = await mkdtemp(join(tmpdir(), 'ledger-tokens-'));
    process.env['LEDGER_POSTGRES_URL'] = database.connectionString;
  });

  afterAll(async () => {
    delete process.env['LEDGER_POSTGRES_URL'];
    await database.drop();
    await rm(dataDir, { recursive: true });
  });

  afterEach(() => jest.restoreAllMocks());

  /** Runs a command; answers what it wrote to standard output. */
  async function ledgerTokens(...args: string[]): Promise<string> {
    const written: string[] = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const program = new Command('ledger').exitOverride();
    addTokensCommand(program);
    for (const command of program.commands.flatMap((each) => each.commands)) command.exitOverride();
    await program.parseAsync(['node', 'ledger', 'tokens', ...args, '--data', dataDir]);
    jest.restoreAllMocks();
    return written.join('');
  }

  it('issues, lists and revokes', async () => {
    const issued = await ledgerTokens('issue', '--kind', 'ingest', '--topics', 'checkout,revenue', '--name', 'shop');
    const id = /^ledger_ingest_([0-9a-f]{16})_[\w-]{43}\n$/.exec(issued)?.[1] ?? '';
    expect(id).not.toBe('');
    expect(await ledgerTokens('list')).toMatch(new RegExp(`${id}.*ingest.*checkout, revenue.*shop`));
    expect(await ledgerTokens('revoke', id)).toBe(`token ${id} is revoked\n`);
    expect(JSON.parse(await ledgerTokens('list', '--format', 'json'))).toEqual([
      expect.objectContaining({ id, revokedAt: expect.any(String) }),
    ]);
  });

  it('issues tokens that expire and are for one program, also as create', async () => {
    const limits = ['--program', 'plixo', '--expires', '2999-01-31'];
    await ledgerTokens('create', '--kind', 'finance', '--name', 'audit', ...limits);
    const tokens = JSON.parse(await ledgerTokens('list', '--format', 'json'));
    expect(tokens.at(-1)).toMatchObject({ name: 'audit', program: 'plixo', expiresAt: '2999-01-31T00:00:00.000Z' });
    expect(await ledgerTokens('list')).toMatch(/finance.*plixo.*audit.*2999-01-31T00:00:00\.000Z/);
  });

  it.each([
    [['issue', '--kind', 'finance', '--name', 'x', '--program', 'plixi'], 'this ledger has no program plixi (it has: '],
    [['issue', '--kind', 'finance', '--name', 'x', '--expires', '2020-01-01'], 'useless from the start'],
    [['revoke', 'feed'], 'there is no token feed'],
    [['issue', '--kind', 'ingest', '--name', 'shop'], 'needs at least one topic'],
    [['issue', '--kind', 'finance', '--topics', 'revenue', '--name', 'books'], 'has no topics'],
  ])('says in one line what is wrong with: %j', async (args, message) => {
    const failure: unknown = await ledgerTokens(...args).catch((error: unknown) => error);
    expect(faultKindOf(failure)).toBe('mend');
    expect((failure as Fault).message).toContain(message);
  });

  it('refuses a topic that there is not', async () => {
    const wrong = ['issue', '--kind', 'ingest', '--name', 'shop', '--topics', 'revenu'];
    await expect(ledgerTokens(...wrong)).rejects.toThrow('there is no topic revenu');
  });
});
