import 'reflect-metadata';
import { PATTERN_METADATA } from '@nestjs/microservices/constants';
import { TOPICS } from '@ledger/contracts/event-types';
import { IntakeConsumer } from './intake.consumer';

it('takes from every public topic that a type of event belongs on', () => {
  const { value } = Object.getOwnPropertyDescriptor(IntakeConsumer.prototype, 'onBatch') ?? {};
  expect(Reflect.getMetadata(PATTERN_METADATA, value as object)).toEqual(Object.values(TOPICS));
});
