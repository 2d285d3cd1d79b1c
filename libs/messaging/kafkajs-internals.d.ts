/** The internals of kafkajs that guard-idle-timer.ts and fetch/ correct; the package publishes no types for them. */
declare module 'kafkajs/src/network/requestQueue' {
  const RequestQueue: {
    prototype: {
      readonly pending: readonly unknown[];
      readonly throttledUntil: number;
      readonly requestTimeout: number;
      readonly enforceRequestTimeout: boolean;
      readonly inflight: ReadonlyMap<
        number,
        { readonly sentAt: number; readonly requestTimeout: number; readonly timeoutRequest: () => void }
      >;
      readonly isConnected: () => boolean;
      readonly destroy: () => void;
      scheduleCheckPendingRequests: () => void;
      scheduleRequestTimeoutCheck: () => void;
    };
  };
  export default RequestQueue;
}

declare module 'kafkajs/src/protocol/requests/fetch/*/response' {
  const response: { decode: (bytes: Buffer) => Promise<unknown>; [mark: symbol]: true | undefined };
  export default response;
}
