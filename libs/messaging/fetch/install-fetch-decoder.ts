import responseV4 from 'kafkajs/src/protocol/requests/fetch/v4/response';
import responseV5 from 'kafkajs/src/protocol/requests/fetch/v5/response';
import responseV6 from 'kafkajs/src/protocol/requests/fetch/v6/response';
import responseV7 from 'kafkajs/src/protocol/requests/fetch/v7/response';
import responseV8 from 'kafkajs/src/protocol/requests/fetch/v8/response';
import responseV9 from 'kafkajs/src/protocol/requests/fetch/v9/response';
import responseV10 from 'kafkajs/src/protocol/requests/fetch/v10/response';
import responseV11 from 'kafkajs/src/protocol/requests/fetch/v11/response';
import { decodeFetchResponse } from './decode-fetch-response';

/** By version from 4 on, the first that knows of transactions; kafkajs 2.2.4 speaks none above 11. */
const RESPONSES = [responseV4, responseV5, responseV6, responseV7, responseV8, responseV9, responseV10, responseV11];
const FIRST_VERSION = 4;
const installed = Symbol.for('partner-ledger.kafkajs-fetch-decoder-installed');

/**
 * Puts our decoder of fetched records into the place of that of kafkajs 2.2.4, for which one record is enough to end
 * every consumer (ADR 0011): it has one codec, fails the whole answer for one batch, takes the broker's list of aborted
 * transactions as sorted, does not see the end of a compacted batch, and its headers know `constructor`. May be called
 * repeatedly.
 * @throws Error when kafkajs's internals are not those of 2.2.4: this must be looked at again after an update
 */
export function installFetchDecoder(): void {
  let turn = 0;
  for (const [index, response] of RESPONSES.entries()) {
    if (typeof response?.decode !== 'function') {
      throw new Error('the decoder of fetched records fits kafkajs 2.2.4 only: check how it reads them now');
    }
    if (response[installed] === true) return;
    response[installed] = true;
    response.decode = (bytes) => decodeFetchResponse(FIRST_VERSION + index, bytes, turn++);
  }
}
