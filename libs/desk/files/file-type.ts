/** What is taken: told by the bytes, and not by the name or by what the sender says of it. */
export const FILE_TYPES = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type FileType = (typeof FILE_TYPES)[number];

/** A file has at most so many bytes. */
export const MOST_FILE_BYTES = 10_000_000;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const PDF = Buffer.from('%PDF-');
const PDF_ENDS = Buffer.from('%%EOF');
/** So much may stand behind the mark of a PDF's end. */
const TAIL_BYTES = 1_024;

/** What a file is by its bytes; null: nothing that is taken. */
export function fileTypeOf(bytes: Buffer): FileType | null {
  if (beginsWith(bytes, PDF)) return 'application/pdf';
  if (beginsWith(bytes, PNG)) return 'image/png';
  return beginsWith(bytes, JPEG) ? 'image/jpeg' : null;
}

/** Why bytes are no file that is kept; null: they are one. */
export function whyNoFile(bytes: Buffer): string | null {
  if (bytes.length > MOST_FILE_BYTES) {
    return `it has ${bytes.length} bytes, and a file has at most ${MOST_FILE_BYTES}`;
  }
  const type = fileTypeOf(bytes);
  if (type === null) return 'by its bytes it is no PDF, PNG or JPEG';
  if (type !== 'application/pdf' || bytes.subarray(-TAIL_BYTES).includes(PDF_ENDS)) return null;
  return 'it does not end as a PDF does: it is cut off';
}

function beginsWith(bytes: Buffer, mark: Buffer): boolean {
  return bytes.subarray(0, mark.length).equals(mark);
}
