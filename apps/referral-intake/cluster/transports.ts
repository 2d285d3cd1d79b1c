/** Tell the two transports of this service apart. */
export const INTAKE_TRANSPORT = Symbol('intake');
export const GATE_TRANSPORT = Symbol('gate');
