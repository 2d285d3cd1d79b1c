/** The one internal of kafkajs that guard-idle-timer.ts corrects; the package publishes no types for it. */
declare module 'kafkajs/src/network/requestQueue' {
  const RequestQueue: {
    prototype: {
      readonly pending: readonly unknown[];
      readonly throttledUntil: number;
      scheduleCheckPendingRequests: () => void;
    };
  };
  export default RequestQueue;
}
