/** One metric, as an operator sees it. */
export interface MetricDefinition {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** Each takes few values: lists of the code, names of parts. Never a person, a number, an id. */
  readonly labels: readonly string[];
  readonly help: string;
  /** Of a histogram, in its unit. */
  readonly buckets?: readonly number[];
}

/** Webhooks and decisions take milliseconds; Twilio hangs up after 15 s. */
const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];

/** All metrics of our own (docs/reference/metrics.md is made from this). An event is counted by the process that added it to the log. */
export const METRICS = {
  decisions: {
    name: 'slotguard_decisions_total',
    type: 'counter',
    labels: ['channel', 'outcome', 'reason', 'mode'],
    help: 'Decisions of the guard: approved or rejected, why (none when approved), in which mode.',
  },
  wouldReject: {
    name: 'slotguard_would_reject_total',
    type: 'counter',
    labels: ['channel', 'reason'],
    help: 'Approvals in mode shadow that enforcing would have rejected, by its reason.',
  },
  verdicts: {
    name: 'slotguard_verdicts_total',
    type: 'counter',
    labels: ['channel', 'verdict'],
    help: 'Verdicts on utterances: selected, or why nothing was.',
  },
  decisionSeconds: {
    name: 'slotguard_decision_latency_seconds',
    type: 'histogram',
    labels: ['channel'],
    help: 'From the recording of a request to the recording of its decision, by the clock of the log.',
    buckets: SECONDS,
  },
  appointments: {
    name: 'slotguard_appointments_total',
    type: 'counter',
    labels: ['channel', 'outcome', 'reason'],
    help: 'Outcomes of approvals: booked or declined, why (none when booked).',
  },
  holds: {
    name: 'slotguard_holds_total',
    type: 'counter',
    labels: ['channel', 'outcome', 'reason'],
    help: 'Holds on chosen slots: placed, refused, released; why (none when placed).',
  },
  messages: {
    name: 'slotguard_messages_total',
    type: 'counter',
    labels: ['channel', 'outcome'],
    help: 'Messages to customers: sent (the provider took it), delivered, failed.',
  },
  breaches: {
    name: 'slotguard_gate_breaches_total',
    type: 'counter',
    labels: ['channel', 'breach'],
    help: 'What the outbound gate found in an assistant’s own words; a rendered text went out instead.',
  },
  modelTokens: {
    name: 'slotguard_model_tokens_total',
    type: 'counter',
    labels: ['channel', 'direction'],
    help: 'Tokens that a model was asked for (input) and gave (output).',
  },
  fallbacks: {
    name: 'slotguard_model_fallbacks_total',
    type: 'counter',
    labels: ['channel', 'fault'],
    help: 'Steps that the rules answered in place of the model, and why.',
  },
  webhookSeconds: {
    name: 'slotguard_webhook_seconds',
    type: 'histogram',
    labels: ['webhook', 'status'],
    help: 'From the arrival of a webhook to its answer, by the status of the answer.',
    buckets: SECONDS,
  },
  owed: {
    name: 'slotguard_reader_owed',
    type: 'gauge',
    labels: ['reader'],
    help: 'Events that were read and still wait for what they are owed.',
  },
  lag: {
    name: 'slotguard_reader_lag',
    type: 'gauge',
    labels: ['reader'],
    help: 'Positions of the log that are not read yet. Absent while the log does not answer.',
  },
  parked: {
    name: 'slotguard_parked_events',
    type: 'gauge',
    labels: ['consumer'],
    help: 'Events set aside for a person to look at. Absent while the log does not answer.',
  },
  inFlight: {
    name: 'slotguard_queue_in_flight',
    type: 'gauge',
    labels: ['queue'],
    help: 'Events of a work queue in the hands of this process.',
  },
  redeliveries: {
    name: 'slotguard_queue_redeliveries_total',
    type: 'counter',
    labels: ['queue'],
    help: 'Events of a work queue that came again after a failure or a silence.',
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

export type MetricName = keyof typeof METRICS;
export type LabelOf<N extends MetricName> = (typeof METRICS)[N]['labels'][number];
