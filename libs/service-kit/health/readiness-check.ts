/** Something without which the service cannot do its work now. */
export interface ReadinessCheck {
  /** Such as `event-store`. */
  readonly name: string;
  /**
   * Throws while it is not ready; the message is one line for the operator. May answer a note, for what the operator
   * should know of a part that is ready all the same.
   */
  readonly check: () => Promise<string | void>;
}
