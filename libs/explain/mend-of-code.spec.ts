import { mendOf } from './mend-of-code';

it.each([
  ['account_closed', 'account_closed'],
  ['RECEIVER_UNREGISTERED', 'receiver_unknown'],
  ['rejected.fraud', 'account_refused'],
  ['requirements.past_due', 'account_incomplete'],
  ['requirements_past_due', 'account_incomplete'],
  ['balance_insufficient', 'ours'],
  ['said by hand', 'other'],
  ['', 'other'],
])('the code %j asks for %s', (code, mend) => {
  expect(mendOf(code)).toBe(mend);
});
