import { describeCluster } from './survives.contract';

describe('a cluster with its log in Postgres survives', () => describeCluster('postgres'));
