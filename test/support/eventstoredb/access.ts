import { Metadata, type ServiceError, status } from '@grpc/grpc-js';

/** Who may come in, and whether this node takes appends. */
export interface AccessRules {
  /** `name:password`; without it everyone may do everything, as a server without TLS has it. */
  readonly user?: string | undefined;
  /** `name:password` of somebody who is known, and may do nothing. */
  readonly guest?: string | undefined;
  /** `host:port` of the leader, when this node is a follower. */
  readonly leader?: string | undefined;
}

/** What a request is refused with; undefined when it may pass. */
export function refusal(rules: AccessRules, metadata: Metadata, isAppend: boolean): ServiceError | undefined {
  const given = metadata.get('authorization')[0]?.toString();
  if (rules.guest !== undefined && given === basic(rules.guest)) {
    const denied = new Metadata();
    denied.set('exception', 'access-denied');
    return serviceError(status.PERMISSION_DENIED, 'Access Denied', denied);
  }
  if (rules.user !== undefined && given !== basic(rules.user)) {
    return serviceError(status.UNAUTHENTICATED, 'Bad HTTP status code. Status code: 401', new Metadata());
  }
  if (rules.leader === undefined || !isAppend) return undefined;
  const [host = '', port = ''] = rules.leader.split(':');
  const details = new Metadata();
  details.set('exception', 'not-leader');
  details.set('leader-endpoint-host', host);
  details.set('leader-endpoint-port', port);
  return serviceError(status.NOT_FOUND, `Leader info available: ${rules.leader}`, details);
}

function basic(credentials: string): string {
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

export function serviceError(code: status, details: string, metadata: Metadata): ServiceError {
  return Object.assign(new Error(details), { code, details, metadata });
}

/** What is said of a stream with a tombstone. */
export function streamDeleted(stream: string): ServiceError {
  const metadata = new Metadata();
  metadata.set('exception', 'stream-deleted');
  metadata.set('stream-name', stream);
  return serviceError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, metadata);
}
