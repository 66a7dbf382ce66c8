/** CloudWatch alarms, and the few metrics the checks look at. Dates are ISO 8601. */
import type { ResourceRef } from './target.ts';

export interface Alarm {
  readonly ref: ResourceRef;
  readonly name: string;
  /** `composite` alarms watch other alarms and have neither metric nor dimensions. */
  readonly kind: 'metric' | 'composite';
  /** `OK`, `ALARM` or `INSUFFICIENT_DATA`. */
  readonly state: string;
  /** Since when it is in this state; null when AWS does not say. */
  readonly stateSince: string | null;
  readonly actionsEnabled: boolean;
  /** ARNs of what is told when it goes off. */
  readonly alarmActions: readonly string[];
  /** Every metric it looks at, also through metric math. */
  readonly metrics: readonly AlarmMetric[];
  /** Of a composite alarm: the names of the alarms in its rule. */
  readonly watches: readonly string[];
}

export interface AlarmMetric {
  /** `AWS/RDS`. */
  readonly namespace: string;
  /** `CPUUtilization`. */
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The sum of what a topic did in the last seven days. */
export interface TopicDeliveries {
  readonly topicArn: string;
  readonly delivered: number;
  readonly failed: number;
}

/** How much of its memory a Redis node used in the last seven days, hour by hour. */
export interface NodeMemory {
  readonly nodeId: string;
  /** The highest hourly maximum but the highest twentieth of them (95th percentile), in percent; null without data. */
  readonly usedPercent: number | null;
}
