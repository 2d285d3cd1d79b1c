import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { adminToken, LedgerProcess, ledgerPlace, type LedgerPlace } from '../embedded/ledger-process';

const PAGE = resolve(__dirname, '../../docs/try-it.md');
const BLOCK = /```(bash|text)\n([\s\S]*?)```/g;

/** Where the samples end: from then on is what the page does. */
const END_OF_SAMPLES = '2026-12-31T23:59:00Z';

/** What the page says is printed, as an expression: `…` is whatever differs. */
function asPattern(text: string): RegExp {
  const literal = text.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('…', '\\S*')}$`);
}

describe('docs/try-it.md', () => {
  let place: LedgerPlace;
  let ledger: LedgerProcess;
  let folder: string;

  beforeAll(async () => {
    place = await ledgerPlace();
    ledger = await LedgerProcess.start(place);
    folder = await mkdtemp(join(tmpdir(), 'try-it-'));
  }, 120_000);
  afterAll(async () => {
    await ledger.interrupt();
    await place.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('can be walked as it stands, and prints what it says', async () => {
    const url = await ledger.url();
    const token = await adminToken(place);
    await passTime(url, token);
    const blocks = [...(await readFile(PAGE, 'utf8')).matchAll(BLOCK)].map(([, kind, text = '']) => ({ kind, text }));
    const commands = blocks.filter(({ kind }) => kind === 'bash').map(({ text }) => text);
    const script = ['set -euo pipefail', ...commands.flatMap((text) => [text, 'echo; echo ----'])].join('\n');
    const { printed, errors } = await runBash(script, { LEDGER: url, TOKEN: token }, folder);
    expect(errors).toBe('');
    const outputs = printed
      .split('----\n')
      .map((output) => output.trim())
      .filter((output) => output !== '');
    const said = blocks.filter(({ kind }) => kind === 'text').map(({ text }) => text);
    expect(outputs).toHaveLength(said.length);
    for (const [index, text] of said.entries()) expect(outputs[index]).toMatch(asPattern(text));
  }, 120_000);
});

/** The samples are not fed here: only their clock. */
async function passTime(url: string, token: string): Promise<void> {
  const event = {
    specversion: '1.0',
    source: 'test',
    id: 'end',
    program: 'plixo',
    type: 'clock.advanced',
    time: END_OF_SAMPLES,
    data: {},
  };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(event) });
  expect(await answer.json()).toMatchObject({ verdict: 'accepted' });
}

async function runBash(script: string, variables: Record<string, string>, folder: string) {
  const child = spawn('bash', [], { cwd: folder, env: { ...process.env, ...variables }, stdio: 'pipe' });
  let printed = '';
  let errors = '';
  child.stdout.on('data', (text: Buffer) => (printed += text.toString()));
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  child.stdin.end(script);
  await once(child, 'close');
  return { printed, errors };
}
