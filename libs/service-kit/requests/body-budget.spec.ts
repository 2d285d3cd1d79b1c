import { Problem } from '../problems/problem';
import { BodyBudget } from './body-budget';

it('holds bytes up to its total, and refuses more for the moment', () => {
  const budget = new BodyBudget(100);
  budget.hold(60);
  budget.hold(40);
  expect(() => budget.hold(1)).toThrow(Problem);
  expect(budget.inFlightBytes).toBe(100);
  budget.release(40);
  budget.hold(1);
  expect(budget.inFlightBytes).toBe(61);
});
