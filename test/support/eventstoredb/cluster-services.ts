import type { handleUnaryCall } from '@grpc/grpc-js';
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { type Empty, UUID } from '@eventstore/db-client/generated/shared_pb';
import type { AccessRules } from './access';

/** Shown to clients as the version of the server; it behaves like this one where it does anything. */
const VERSION = '23.10.0';

const { FOLLOWER, LEADER } = MemberInfo.VNodeState;

/** What the server can do; asked for by the client before its first append. */
export const supportedMethods: handleUnaryCall<Empty, SupportedMethods> = (_call, callBack) => {
  const streams = ['read', 'append', 'batchappend'].map((name) =>
    new SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName(name),
  );
  callBack(null, new SupportedMethods().setEventStoreServerVersion(VERSION).setMethodsList(streams));
};

/** The members of the cluster: this node alone, or this node as follower and its leader. */
export function gossip(self: () => string, rules: AccessRules): handleUnaryCall<Empty, ClusterInfo> {
  return (_call, callBack) => {
    const members = [member(self(), rules.leader === undefined ? LEADER : FOLLOWER)];
    if (rules.leader !== undefined) members.push(member(rules.leader, LEADER));
    callBack(null, new ClusterInfo().setMembersList(members));
  };
}

function member(address: string, state: MemberInfo.VNodeState): MemberInfo {
  const [host = '', port = ''] = address.split(':');
  const info = new MemberInfo().setState(state).setIsAlive(true).setTimeStamp('0');
  info.setInstanceId(new UUID().setString('00000000-0000-4000-8000-000000000000'));
  return info.setHttpEndPoint(new EndPoint().setAddress(host).setPort(Number(port)));
}
