/** A form has at most so many bytes. */
export const MOST_FORM_BYTES = 5_000_000;

const BEGINS_WITH = Buffer.from('%PDF-');
const ENDS_WITH = Buffer.from('%%EOF');
/** So much may stand behind the mark of the end. */
const TAIL_BYTES = 1_024;

/** Why bytes are no form that is kept; null: they are one. What a file is, its bytes say, and not its name. */
export function whyNoForm(bytes: Buffer): string | null {
  if (bytes.length > MOST_FORM_BYTES) return `it has ${bytes.length} bytes, and at most ${MOST_FORM_BYTES} are kept`;
  if (!bytes.subarray(0, BEGINS_WITH.length).equals(BEGINS_WITH)) return 'it does not begin as a PDF does';
  return bytes.subarray(-TAIL_BYTES).includes(ENDS_WITH) ? null : 'it does not end as a PDF does: it is cut off';
}
