import type { Instant } from '@ledger/kernel/instant';
import type { Step } from './next-step';
import type { SendingEvent } from './sending.events';

/** What a step that asks the rail nothing records. */
export function conclude(step: Extract<Step, { do: 'leave_to_person' | 'give_up' }>, at: Instant): SendingEvent {
  if (step.do === 'leave_to_person') return { type: 'LeftToPerson', at };
  return { type: 'SendingFailed', code: step.code, person: null, at };
}
