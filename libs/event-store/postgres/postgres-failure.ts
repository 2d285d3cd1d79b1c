import { EventStoreError, type EventStoreErrorCode } from '../event-store-error';
import { READER_ROLE, WRITER_ROLE } from './event-store-roles';

/** Where a connection goes; any of it may be left out or be in the connection string. */
export interface PostgresAddress {
  readonly connectionString?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
}

const MIGRATE = 'run the migrations of the event store first';

/** What the server's answers mean, by SQLSTATE or by its class, and what to do. */
const ANSWERS: Readonly<Record<string, readonly [EventStoreErrorCode, string]>> = {
  '28P01': ['denied', 'refuses the password: correct the credentials in its address'],
  '28000': ['denied', 'refuses the user: correct the credentials in its address, or its pg_hba.conf'],
  '42501': ['denied', `refuses for lack of rights: its user needs the role ${WRITER_ROLE} (or ${READER_ROLE} to read)`],
  '22023': ['not_ready', `does not know the role ${WRITER_ROLE}: ${MIGRATE}`],
  '3D000': ['not_ready', 'has no such database: create it, or correct the address'],
  '3F000': ['not_ready', `has no schema ledger_events: ${MIGRATE}`],
  '42P01': ['not_ready', `has no table ledger_events.events: ${MIGRATE}`],
  '42883': ['not_ready', `has no function ledger_events.append: ${MIGRATE}`],
  '55P03': ['unreachable', 'has a lock that another program holds'],
  '57014': ['unreachable', 'took too long: is it overloaded, or does another program hold its lock?'],
  '53300': ['unreachable', 'has no connection left'],
  '57P01': ['unreachable', 'is shutting down'],
  '57P02': ['unreachable', 'has crashed and restarts'],
  '57P03': ['unreachable', 'is starting up'],
  '08': ['unreachable', 'lost the connection'],
  '40': ['unreachable', 'asks to try again'],
  '53': ['unreachable', 'has run out of a resource'],
  '58': ['unreachable', 'has trouble with its disk'],
};

/** What the network's errors mean. */
const NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'does not answer (connection refused): is it running, and is the address right?',
  ENOTFOUND: 'cannot be found: is the name of the host right?',
  EAI_AGAIN: 'cannot be found now: does name resolution work?',
  ETIMEDOUT: 'does not answer in time: is the network or a firewall in the way?',
  ECONNRESET: 'broke the connection',
  EPIPE: 'broke the connection',
};

/** The pg package has no codes for its own errors. */
const BY_MESSAGE =
  /timeout (exceeded|expired)|read timeout|Connection terminated|Client has encountered a connection error|not queryable/i;

/** An error of `pg` as one line that names the server, what is wrong and what to do; never with the password. */
export function postgresFailure(error: unknown, address: PostgresAddress): EventStoreError {
  if (error instanceof EventStoreError) return error;
  const { code, message } = error as { code?: string; message?: string };
  const [kind, explanation] = explain(code ?? '', message ?? String(error));
  return new EventStoreError(kind, `Postgres at ${hostOf(address)} ${explanation}`, { cause: error });
}

function explain(code: string, message: string): readonly [EventStoreErrorCode, string] {
  const network = NETWORK[code];
  if (network !== undefined) return ['unreachable', network];
  const answer = ANSWERS[code] ?? ANSWERS[code.slice(0, 2)];
  if (answer !== undefined) return [answer[0], `${answer[1]} (${oneLine(message)})`];
  if (code === '' && BY_MESSAGE.test(message)) return ['unreachable', `did not answer (${oneLine(message)})`];
  return ['failed', `failed: ${oneLine(message)}${code === '' ? '' : ` (${code})`}`];
}

function hostOf({ connectionString, host, port }: PostgresAddress): string {
  if (connectionString === undefined || !URL.canParse(connectionString))
    return `${host ?? 'localhost'}:${port ?? 5432}`;
  const url = new URL(connectionString);
  return `${url.hostname}:${url.port || '5432'}${url.pathname}`;
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim();
}
