import { once } from 'node:events';
import { connect } from 'node:net';

const defaultHost = 'unix:///var/run/docker.sock';
const answerTimeoutMs = 3_000;

/** Why there is no Docker engine to use: one clause; null: there is one. */
export async function whyNoEngine({ DOCKER_HOST: given }) {
  const host = given || defaultHost;
  const address = addressOf(host);
  if (address === null) return `DOCKER_HOST is ${host}, which is neither unix:// nor tcp://`;
  const socket = connect(address);
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(answerTimeoutMs) });
    return null;
  } catch (error) {
    return `nothing answers at ${host} (${error.code ?? error.name})`;
  } finally {
    socket.destroy();
  }
}

function addressOf(host) {
  if (host.startsWith('unix://')) return { path: host.slice('unix://'.length) };
  const [, name, port] = /^tcp:\/\/([^:/]+):(\d+)/.exec(host) ?? [];
  return name === undefined ? null : { host: name, port: Number(port) };
}
