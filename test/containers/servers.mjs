import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { GenericContainer, Wait } from 'testcontainers';
import { parse } from 'yaml';

const startTimeoutMs = 180_000;

/** Starts Kafka, EventStoreDB and Postgres from the images of docker-compose.yml, and says where the suites find them. */
export async function startServers(root) {
  const { services } = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true });
  const started = await Promise.allSettled([
    kafka(services.kafka),
    eventStore(services.eventstore),
    postgres(services.postgres),
  ]);
  const running = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const stop = async () => void (await Promise.all(running.map(({ container }) => container.stop())));
  const failed = started.find(({ status }) => status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  return {
    environment: Object.assign({}, ...running.map(({ environment }) => environment)),
    descriptions: running.map(({ image, environment }) => `${image}: ${Object.keys(environment).join(', ')}`),
    stop,
  };
}

/** A broker tells its clients its own address: the port of this machine has to be known before it starts. */
async function kafka({ image, environment }) {
  const port = await freePort();
  const container = await new GenericContainer(image)
    .withEnvironment({
      ...asText(environment),
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    })
    .withExposedPorts({ container: 9092, host: port })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .withStartupTimeout(startTimeoutMs)
    .start();
  return { image, container, environment: { KAFKA_BROKERS: `127.0.0.1:${port}` } };
}

async function eventStore({ image, environment }) {
  const container = await new GenericContainer(image)
    .withEnvironment(asText(environment))
    .withExposedPorts(2113)
    .withWaitStrategy(Wait.forHttp('/health/live', 2113).forStatusCodeMatching((status) => status < 300))
    .withStartupTimeout(startTimeoutMs)
    .start();
  const url = `esdb://${container.getHost()}:${container.getMappedPort(2113)}?tls=false`;
  return { image, container, environment: { EVENTSTORE_URL: url } };
}

async function postgres({ image, environment }) {
  const password = 'only-for-tests';
  const container = await new GenericContainer(image)
    .withEnvironment({ ...asText(environment), POSTGRES_PASSWORD: password })
    .withExposedPorts(5432)
    // The image starts the server once to set it up, and then in earnest.
    .withWaitStrategy(Wait.forLogMessage(/database system is ready to accept connections/, 2))
    .withStartupTimeout(startTimeoutMs)
    .start();
  // The suites make roles and databases of their own, as the superuser; make-ledger.sql is not mounted here.
  const { POSTGRES_USER: user } = environment;
  const url = `postgresql://${user}:${password}@${container.getHost()}:${container.getMappedPort(5432)}/${user}`;
  return { image, container, environment: { TEST_POSTGRES_URL: url } };
}

function asText(environment) {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)]));
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
