import type { Migration } from '@ledger/postgres/migrate';
import { tokensAndIdempotencyKeys } from './0001-tokens-and-idempotency-keys';
import { tokensForPayouts } from './0002-tokens-for-payouts';
import { tokensExpire } from './0003-tokens-expire';

/** Every step of schema `api`. */
export const API_MIGRATIONS: readonly Migration[] = [tokensAndIdempotencyKeys, tokensForPayouts, tokensExpire];
