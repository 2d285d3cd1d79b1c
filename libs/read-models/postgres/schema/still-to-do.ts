/** Of a rejected arrival `r`: nothing with its id was accepted since, and the same did not come again. */
export function isStillToDo(schema: string): string {
  return `r.accepted_seq IS NULL AND NOT EXISTS (
            SELECT FROM ${schema}.rejected n WHERE n.program = r.program AND n.same = r.same AND n.seq > r.seq
          )`;
}
