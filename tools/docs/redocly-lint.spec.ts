import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { SERVICE_MODULES } from '@apps/ledger/services';
import { httpApiDocument } from './http-api';

const CLI = resolve('node_modules/@redocly/cli/bin/cli.js');
const ALL = 'openapi.json';

/** Sends nothing anywhere and asks for no newer version. */
const QUIET = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' };

/** Links lead on, and promise no 2xx; that every operation promises an answer is for `open-api.pg.spec.ts`. */
const LEADS_ON = ['--skip-rule=operation-2xx-response'];

interface Linted {
  readonly problems: readonly { readonly ruleId: string; readonly severity: string; readonly message: string }[];
}

describe('the OpenAPI documents, of all services and of each', () => {
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'redocly-lint-'));
    writeFileSync(join(folder, ALL), JSON.stringify(await httpApiDocument()));
    for (const module of SERVICE_MODULES) {
      writeFileSync(join(folder, `${module.name}.json`), JSON.stringify(await httpApiDocument([module])));
    }
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  /** What `redocly lint` finds, warnings included. */
  async function lint(...files: string[]): Promise<string[]> {
    const args = [CLI, 'lint', ...files, '--extends=recommended-strict', ...LEADS_ON, '--format=json'];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      cwd: folder,
      env: { ...process.env, ...QUIET },
      maxBuffer: 64 * 1024 * 1024,
    }).catch((error: unknown) => error as { stdout: string });
    // One document for each file, one behind the other.
    const linted = stdout.split(/(?<=^\})(?=\{)/m);
    expect(linted).toHaveLength(files.length);
    const problems = linted.flatMap((text) => (JSON.parse(text) as Linted).problems);
    return problems.map(({ ruleId, message }) => `${ruleId}: ${message}`);
  }

  it('pass redocly lint without an error or a warning', async () => {
    expect(await lint(ALL, ...SERVICE_MODULES.map(({ name }) => `${name}.json`))).toEqual([]);
  }, 120_000);

  it('would not with a route that says nothing of its security', async () => {
    const document = (await httpApiDocument()) as { paths: Record<string, { get: { security?: unknown } }> };
    delete document.paths['/healthz']?.get.security;
    writeFileSync(join(folder, 'broken.json'), JSON.stringify(document));
    expect(await lint('broken.json')).toEqual([expect.stringContaining('security-defined')]);
  }, 120_000);
});
