import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface ComposeService {
  readonly mem_limit?: string;
  readonly read_only?: boolean;
  readonly tmpfs?: readonly string[];
  readonly image: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly profiles?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const PROJECT = join(__dirname, '..', '..');

/** The text of a file of the project. */
export function projectFile(...path: string[]): string {
  return readFileSync(join(PROJECT, ...path), 'utf8');
}

/** docker-compose.yml with its anchors and variables resolved, as `docker compose config` would. */
export function composeFile(variables: Readonly<Record<string, string>>): ComposeFile {
  return interpolated(parse(projectFile('docker-compose.yml'), { merge: true }), variables) as ComposeFile;
}

/** The variables without which compose refuses, filled in. */
export const REQUIRED_VARIABLES = { LEDGER_POSTGRES_PASSWORD: 'secret', LEDGER_PERSONAL_KEY: '0f'.repeat(32) };

function interpolated(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return interpolate(value, variables);
  if (Array.isArray(value)) return value.map((item) => interpolated(item, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, interpolated(item, variables)]));
}

/** `${NAME:-default}` and `${NAME:?message}`, the two forms that the file uses. */
function interpolate(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_all, name: string, form: string, rest: string) => {
    const value = variables[name];
    if (value !== undefined && value !== '') return value;
    if (form === '?') throw new Error(`${name} ${rest}`);
    return rest;
  });
}

/** The two stages of the Dockerfile: their instructions in order. */
export function dockerfileStages(): readonly (readonly string[])[] {
  const instructions = projectFile('Dockerfile')
    .split('\n')
    .filter((line) => /^[A-Z]+ /.test(line));
  const stages: string[][] = [];
  for (const instruction of instructions) {
    if (instruction.startsWith('FROM ')) stages.push([]);
    stages.at(-1)?.push(instruction);
  }
  return stages;
}

/** The value of an instruction in exec form, such as ENTRYPOINT. */
export function execForm(stage: readonly string[], instruction: string): string[] {
  const line = stage.find((each) => each.startsWith(`${instruction} `));
  return JSON.parse(line?.slice(instruction.length) ?? '[]') as string[];
}
