/** The parts of an address such as `esdb://admin:changeit@node1:2113,node2:2113?tls=true`. */
export interface ParsedEventStoreUrl {
  readonly scheme: 'esdb' | 'esdb+discover';
  readonly credentials: { readonly username: string; readonly password: string } | undefined;
  /** As `host:port`. */
  readonly hosts: readonly string[];
  /** By name in lower case, decoded. */
  readonly parameters: ReadonlyMap<string, string>;
}

const FORM = /^(?<scheme>esdb(?:\+discover)?):\/\/(?:(?<login>[^@/?]*)@)?(?<hosts>[^@/?]+)\/?(?:\?(?<query>.*))?$/;
const HOST = /^(?<name>[a-zA-Z0-9][a-zA-Z0-9._-]*)(?::(?<port>\d{1,5}))?$/;
const DEFAULT_PORT = '2113';

const trueOrFalse = /^(true|false)$/;
const wholeNumber = /^\d+$/;
const anything = /./;

/** What the client package understands, and what a value may be. */
const PARAMETERS: Readonly<Record<string, RegExp>> = {
  tls: trueOrFalse,
  tlscafile: anything,
  usercertfile: anything,
  userkeyfile: anything,
  connectionname: anything,
  nodepreference: /^(leader|follower|readonlyreplica|random)$/i,
  defaultdeadline: wholeNumber,
  maxdiscoverattempts: wholeNumber,
  discoveryinterval: wholeNumber,
  gossiptimeout: wholeNumber,
  keepaliveinterval: /^(-1|\d{5,})$/,
  keepalivetimeout: /^(-1|\d+)$/,
};

/** Reads an address of EventStoreDB, or says what is wrong with it; never with the password. */
export function parseEventStoreUrl(text: string): ParsedEventStoreUrl | { readonly problem: string } {
  const parts = FORM.exec(text.trim())?.groups;
  if (parts?.['hosts'] === undefined) {
    return { problem: 'is no address: esdb://[name:password@]host:port[,host:port…][?tls=true] or esdb+discover://…' };
  }
  const hosts = parts['hosts'].split(',').map(hostAndPort);
  const wrongHost = hosts.findIndex((host) => host === undefined);
  if (wrongHost !== -1) return { problem: `names "${parts['hosts'].split(',')[wrongHost]}", which is no host:port` };
  const credentials = readLogin(parts['login']);
  if (credentials === null) return { problem: 'has no name:password before the @' };
  const parameters = readParameters(parts['query'] ?? '');
  if (typeof parameters === 'string') return { problem: parameters };
  return {
    scheme: parts['scheme'] === 'esdb' ? 'esdb' : 'esdb+discover',
    credentials,
    parameters,
    hosts: hosts.filter((host) => host !== undefined),
  };
}

function hostAndPort(text: string): string | undefined {
  const parts = HOST.exec(text.trim())?.groups;
  const port = parts?.['port'] ?? DEFAULT_PORT;
  if (parts?.['name'] === undefined || Number(port) < 1 || Number(port) > 65_535) return undefined;
  return `${parts['name']}:${port}`;
}

/** Undefined when there is none; null when it is incomplete. */
function readLogin(login: string | undefined): ParsedEventStoreUrl['credentials'] | null {
  if (login === undefined) return undefined;
  const colon = login.indexOf(':');
  const decoded = [login.slice(0, colon), login.slice(colon + 1)].map(decode);
  const [username, password] = decoded;
  if (colon < 1 || username === undefined || password === undefined || password === '') return null;
  return { username, password };
}

function readParameters(query: string): Map<string, string> | string {
  const parameters = new Map<string, string>();
  for (const pair of query.split('&').filter((each) => each !== '')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals === -1 ? undefined : equals);
    const key = name.toLowerCase().replace(/[_-]/g, '');
    const value = equals === -1 ? undefined : decode(pair.slice(equals + 1));
    const allowed = PARAMETERS[key];
    if (key === 'throwonappendfailure') return 'has throwOnAppendFailure: leave it out, the ledger needs the failures';
    if (key === 'tlsverifycert') return 'has tlsVerifyCert, which the client does not know: give EVENTSTORE_CA_FILE';
    if (allowed === undefined) return `has the parameter "${name}", which is not known`;
    if (value === undefined || !allowed.test(value)) return `has ${name}=${value ?? ''}, which is not allowed`;
    parameters.set(key, value);
  }
  return parameters;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
