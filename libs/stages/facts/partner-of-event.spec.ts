import type { LedgerEvent } from '@ledger/contracts/events';
import { instant } from '@ledger/kernel/instant';
import * as facts from '../../../test/rules/facts';
import { partnerOfEvent } from './partner-of-event';

const partnerOf = ({ type, data }: facts.Told) =>
  partnerOfEvent({ id: 'e', source: 's', time: instant(0), program: 'x', type, data } as LedgerEvent);

it('the partner whose record a partner event changes; claims name partners without changing them', () => {
  expect(partnerOf(facts.suspended('p', '2026-01-01'))).toBe('p');
  expect(partnerOf(facts.link('p', 'c', '2026-01-01'))).toBeNull();
  expect(partnerOf(facts.joint('p', 'a', '2026-01-01'))).toBeNull();
  expect(partnerOf(facts.clock('2026-01-01'))).toBeNull();
});
