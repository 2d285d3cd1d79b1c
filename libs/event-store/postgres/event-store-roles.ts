/** Who may append, by way of the function alone, and read. */
export const WRITER_ROLE = 'ledger_event_writer';
/** Who may only read. */
export const READER_ROLE = 'ledger_event_reader';
/** The channel that tells of new events; the payload is the last position. */
export const NEW_EVENTS_CHANNEL = 'ledger_events';
