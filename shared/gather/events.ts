/** EventBridge rules of the default bus: the one that schedules are on. */
import {
  type Rule as AwsRule,
  EventBridgeClient,
  ListRulesCommand,
  type ListRulesResponse,
} from '@aws-sdk/client-eventbridge';
import type { Rule } from '../model/events.ts';
import { collect, type Gatherer, required } from './gatherer.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html */
const Limit = 100;

const gatherer: Gatherer<'events'> = {
  'events.rules': {
    actions: ['events:ListRules'],
    read: async ({ connection }) => {
      const client = connection.client(EventBridgeClient);
      return (await collect(pagesOf(client), (page) => page.Rules)).map(toRule);
    },
  },
};
export default gatherer;

/** The SDK has no paginator for this list. */
async function* pagesOf(client: EventBridgeClient): AsyncGenerator<ListRulesResponse> {
  let NextToken: string | undefined;
  do {
    const page: ListRulesResponse = await client.send(new ListRulesCommand({ Limit, NextToken }));
    yield page;
    NextToken = page.NextToken;
  } while (NextToken);
}

function toRule(rule: AwsRule): Rule {
  const name = required(rule.Name, 'Name');
  const state = required(rule.State, 'State');
  return {
    ref: { type: 'events-rule', name, arn: required(rule.Arn, 'Arn') },
    name,
    enabled: state === 'ENABLED' || state === 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    schedule: rule.ScheduleExpression ?? null,
  };
}
