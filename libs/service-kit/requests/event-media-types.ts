/** The content types in which events can be sent. */
export const EVENT_MEDIA_TYPES = [
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
  'application/x-ndjson',
  'application/json',
] as const;

export type EventMediaType = (typeof EVENT_MEDIA_TYPES)[number];
