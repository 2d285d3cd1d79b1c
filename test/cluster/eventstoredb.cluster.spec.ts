import { describeCluster } from './survives.contract';

describe('a cluster with its log in EventStoreDB survives', () => describeCluster('eventstoredb'));
