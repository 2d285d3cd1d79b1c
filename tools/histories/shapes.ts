import { plusDays } from '@ledger/kernel/instant';
import { NO_DISORDER } from './disorder';
import { CROWDED, REFUNDS } from './crowd/crowded';
import type { Business, Knobs } from './knobs';
import { ALL_SCENARIOS } from './scenarios/all-scenarios';
import { CHAOS } from './scenarios/chaos';
import { at } from './times';

const NEW_YEAR = at('2026-01-01', '00:00');

/** Little goes wrong: a retry in 250 events, and one in a hundred that is up to three days late. */
const ORDINARY_DISORDER = {
  ...NO_DISORDER,
  late: 0.01,
  hoursLate: Array.from({ length: 72 }, (_, index) => index + 1),
  twice: 0.004,
};

const BUSINESS: Business = { by: 'business', hot: 0, mostPartners: 40, mostCustomers: 5_000, daysBetweenEvents: 8 };

const TWO_YEARS = { starts: NEW_YEAR, ends: plusDays(NEW_YEAR, 730), disorder: ORDINARY_DISORDER };

/** Two years of ordinary business, evenly over the partners. */
const UNIFORM: Knobs = { name: 'uniform', ...TWO_YEARS, acting: BUSINESS };

/** The same, with nine customers of ten one partner's. */
const HOT_PARTNER: Knobs = { name: 'hot-partner', ...TWO_YEARS, acting: { ...BUSINESS, hot: 0.9 } };

/** Every event type, reason and rejection that the terms allow; then again, late, twice and wrong. */
const ADVERSARIAL: Knobs = {
  name: 'adversarial',
  starts: at('2026-01-05', '09:00'),
  /** In the middle of a quarter, a month and a day, so that everything that waits for a run still waits. */
  ends: at('2027-08-16', '13:00'),
  disorder: {
    late: 0.12,
    hoursLate: [5 / 60, 1, 30, 20 * 24, 75 * 24],
    twice: 0.04,
    idReused: 0.02,
    reportedAgain: 0.02,
    incomplete: 0.01,
    unusualNames: 0.05,
  },
  acting: {
    by: 'scenarios',
    scenarios: ALL_SCENARIOS,
    again: [...ALL_SCENARIOS, CHAOS, CHAOS, CHAOS],
    closedMonths: 14,
  },
};

/** The settings in use, by name. */
export const SHAPES = {
  uniform: UNIFORM,
  'hot-partner': HOT_PARTNER,
  adversarial: ADVERSARIAL,
  crowded: CROWDED,
  refunds: REFUNDS,
} as const satisfies Record<string, Knobs>;

export type Shape = keyof typeof SHAPES;
