import { z } from 'zod';
import { idField, keyField, timeField, wordsField } from './body-fields';

/** Which customers go to whom, and from when on. */
export const handoverPreviewBody = z.strictObject({
  fromPartner: idField('The partner whose customers they are.'),
  toPartner: idField('The partner who gets them.'),
  from: timeField('From which earning event on'),
});

/** A hand-over that is to be made. */
export const handoverBody = handoverPreviewBody.extend({
  evidence: wordsField('What the decision rests on; it stands in each override.'),
  key: keyField,
});
