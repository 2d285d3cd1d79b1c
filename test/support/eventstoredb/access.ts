import { Metadata, type ServiceError, status } from '@grpc/grpc-js';

/** Who may come in, and whether this node takes appends. */
export interface AccessRules {
  /** `name:password`; without it everyone may do everything, as a server without TLS has it. */
  readonly user?: string | undefined;
  /** `host:port` of the leader, when this node is a follower. */
  readonly leader?: string | undefined;
}

/** What a request is refused with; undefined when it may pass. */
export function refusal(rules: AccessRules, metadata: Metadata, isAppend: boolean): ServiceError | undefined {
  const given = metadata.get('authorization')[0]?.toString();
  if (rules.user !== undefined && given !== `Basic ${Buffer.from(rules.user).toString('base64')}`) {
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

export function serviceError(code: status, details: string, metadata: Metadata): ServiceError {
  return Object.assign(new Error(details), { code, details, metadata });
}
