import { Problem } from '../problems/problem';
import { BodyBudget } from './body-budget';

it('holds bytes up to its total, and refuses more for the moment', () => {
  const budget = new BodyBudget(100);
  budget.take(60);
  budget.take(40);
  expect(() => budget.take(1)).toThrow(Problem);
  expect(budget.inFlightBytes).toBe(100);
  budget.release(40);
  budget.take(1);
  expect(budget.inFlightBytes).toBe(61);
});
