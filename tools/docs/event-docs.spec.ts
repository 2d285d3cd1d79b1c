import { EVENT_DOCS, eventDocsAreCurrent } from './event-docs';

it(`keeps ${EVENT_DOCS} as the schemas say (else: npm run docs:events)`, () => {
  expect(eventDocsAreCurrent(process.cwd())).toBe(true);
});
