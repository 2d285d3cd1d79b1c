import type { History } from './history';
import { odoopbxHistory } from './odoopbx-history';
import { plaidcloudHistory } from './plaidcloud-history';
import { plixoHistory } from './plixo-history';
import { resellerHistories } from './reseller-history';
import { threeTierHistories } from './three-tier-history';

/** Histories that together meet every term of every preset. */
export const ALL_HISTORIES: readonly History[] = [
  odoopbxHistory,
  plaidcloudHistory,
  plixoHistory,
  ...resellerHistories,
  ...threeTierHistories,
];
