import { eventIdOf } from '../log/event-id';
import { EDITION } from '../log/stream-names';
import { Revisions } from '../log/revisions';
import { appendDecided } from '../log/append-decided';
import { editionOf, editionRequest, FIRST_EDITION, refuseUnknown } from '../edition';
import { CLOSED, type Ends } from './arrivals-of-first-edition';
import { judgeAnew, type RulesAnew } from './judge-anew';

export interface Crossing extends RulesAnew {
  readonly say: (line: string) => void;
  /** Called at named moments, for tests that stop the process there. */
  readonly failpoint?: (name: CrossingFailpoint) => void;
}

export type CrossingFailpoint = 'crossing-page' | 'crossing-before-close' | 'crossing-closed';

/** Somebody wrote to the log while it crossed, and did not stop. */
const ATTEMPTS = 20;

/**
 * Puts this edition of the rules in force in a log, where it is not: an empty log names it; one of the first edition is
 * judged and decided anew, once, into streams beside the old ones. Recovery is re-execution: what was recorded before a
 * crash is decided again, and found there. Last, in one append where the store can, the old streams are closed, so that a
 * process of the release before that still writes is overtaken, and the edition is named.
 *
 * @throws EditionUnknown one line, for a log of an edition that this release does not know
 */
export async function putEditionInForce(crossing: Crossing): Promise<void> {
  const { store, say, failpoint } = crossing;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const edition = await editionOf(store);
    if (edition === EDITION) return;
    refuseUnknown(edition);
    const ends: Ends = new Map();
    if (edition === FIRST_EDITION) {
      say(
        `this log was begun by edition ${FIRST_EDITION} of the rules: judging and deciding it anew by edition ${EDITION}`,
      );
      await cross(crossing, ends);
    }
    failpoint?.('crossing-before-close');
    const closing = [...ends].map(([stream, revision]) => ({
      stream,
      expectedRevision: revision,
      events: [{ id: eventIdOf(`closed/${stream}`), type: CLOSED, data: { edition: EDITION }, metadata: {} }],
    }));
    if ((await appendDecided(store, [...closing, editionRequest()])) !== null) continue;
    failpoint?.('crossing-closed');
    return;
  }
  throw new Error(
    'somebody goes on writing to this log by the edition before: stop every process of the release before',
  );
}

async function cross(crossing: Crossing, ends: Ends): Promise<void> {
  const { store, personalData, say, failpoint } = crossing;
  const revisions = new Revisions();
  let arrivals = 0;
  for await (const { batch, judged } of judgeAnew(crossing, ends)) {
    await personalData.keep(batch.personal);
    const conflict = await appendDecided(store, revisions.requestsFor(batch.events()));
    if (conflict !== null) {
      throw new Error(
        `${conflict.stream} has something else at revision ${conflict.expected + 1n} than this release decides: was the log begun to cross by another release? Go on with that one`,
      );
    }
    failpoint?.('crossing-page');
    arrivals += judged.length;
    say(`${arrivals} arrivals judged and decided anew`);
  }
}
