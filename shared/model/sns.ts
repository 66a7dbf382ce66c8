/** Alert topics. Endpoints carry API keys: only the host is kept. */
import type { Fact } from './fact.ts';
import type { ResourceRef } from './target.ts';

export interface Topic {
  readonly ref: ResourceRef;
  readonly arn: string;
  /** The stack that made it or names it in an output; null for one that only `auditor.yaml` names. */
  readonly stackName: string | null;
  readonly settings: Fact<TopicSettings>;
  readonly subscriptions: Fact<readonly Subscription[]>;
}

export interface TopicSettings {
  /** Key id, alias or ARN of the key that encrypts it; null when nothing does. */
  readonly kmsKey: string | null;
  /** Whether its policy lets CloudWatch alarms of this account publish; null when that cannot be told from the policy. */
  readonly cloudwatchMayPublish: boolean | null;
}

export interface Subscription {
  /** `https`, `email`, `sms`, `lambda`, `sqs`, … */
  readonly protocol: string;
  /** Of an URL the host, in lower case; of an e-mail address what follows the @; of anything else null. */
  readonly host: string | null;
  readonly confirmed: boolean;
}
