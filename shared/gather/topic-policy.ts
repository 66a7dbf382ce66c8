/** Whether the access policy of an SNS topic lets CloudWatch alarms publish to it. */

type Json = unknown;
type JsonObject = Readonly<Record<string, Json>>;

/** Whether a part of a policy is about an alarm of the topic's own account; `unsure` when that depends on more than we know. */
type Answer = 'yes' | 'no' | 'unsure';

/** What an alarm presents when it publishes. */
interface Alarm {
  readonly topicArn: string;
  readonly account: string;
  /** Of an alarm with a name nobody gives: a pattern that covers it covers every alarm. */
  readonly arn: string;
}

const alarmService = 'cloudwatch.amazonaws.com';

/**
 * True when a statement allows it and none forbids it; false when none allows it, or one forbids it whatever the alarm;
 * null when there is no policy to read, or when a condition decides that we do not know the outcome of.
 * https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger
 */
export function cloudwatchMayPublish(policy: string | undefined, topicArn: string): boolean | null {
  const statements = statementsOf(policy);
  if (statements === undefined) return null;
  const [, partition, , region, account = ''] = topicArn.split(':');
  const arn = `arn:${partition}:cloudwatch:${region}:${account}:alarm:\u0000`;
  const alarm = { topicArn, account, arn };
  const allowed = covers(statements, 'Allow', alarm);
  const denied = covers(statements, 'Deny', alarm);
  if (allowed === 'no' || denied === 'yes') return false;
  return allowed === 'yes' && denied === 'no' ? true : null;
}

/** Undefined when it is no policy. */
function statementsOf(policy: string | undefined): readonly JsonObject[] | undefined {
  try {
    const document: Json = JSON.parse(policy ?? '');
    if (!isObject(document)) return undefined;
    const statements = listOf(document.Statement);
    return statements.every(isObject) ? statements : undefined;
  } catch {
    return undefined;
  }
}

function covers(statements: readonly JsonObject[], effect: string, alarm: Alarm): Answer {
  const answers = statements
    .filter(({ Effect }) => Effect === effect)
    .map((statement) =>
      all([
        actionCovers(statement),
        resourceCovers(statement, alarm),
        principalCovers(statement),
        conditionHolds(statement.Condition, alarm),
      ]),
    );
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unsure') ? 'unsure' : 'no';
}

function actionCovers({ Action }: JsonObject): Answer {
  if (Action === undefined) return 'unsure';
  return yesOrNo(texts(Action).some((action) => matches(action.toLowerCase(), 'sns:publish')));
}

function resourceCovers({ Resource }: JsonObject, { topicArn }: Alarm): Answer {
  if (Resource === undefined) return 'unsure';
  return yesOrNo(texts(Resource).some((pattern) => matches(pattern, topicArn)));
}

function principalCovers({ Principal }: JsonObject): Answer {
  if (Principal === undefined) return 'unsure';
  if (!isObject(Principal)) return yesOrNo(Principal === '*');
  const services = texts(Principal.Service);
  const everybody = [...services, ...texts(Principal.AWS)].includes('*');
  return yesOrNo(everybody || services.includes(alarmService));
}

/** All operators and keys of a condition must hold. */
function conditionHolds(condition: Json, alarm: Alarm): Answer {
  if (condition === undefined) return 'yes';
  if (!isObject(condition)) return 'unsure';
  const tests = Object.entries(condition).flatMap(([operator, keys]) =>
    isObject(keys)
      ? Object.entries(keys).map(([key, values]) => testHolds(operator, key, texts(values), alarm))
      : (['unsure'] as const),
  );
  return all(tests);
}

function testHolds(
  operator: string,
  key: string,
  values: readonly string[],
  { account, arn }: Alarm,
): Answer {
  const test = operator.toLowerCase().replace(/ifexists$/, '');
  switch (key.toLowerCase()) {
    case 'aws:sourceowner':
    case 'aws:sourceaccount':
      if (values.includes(account)) return isEquality(test) ? 'yes' : 'unsure';
      return test === 'stringequals' ? 'no' : 'unsure';
    case 'aws:sourcearn': {
      // A pattern for some alarms, or for other things: which alarms it leaves out is not to be told from here.
      const everyAlarm = values.some((pattern) => matches(pattern, arn));
      return everyAlarm && isPattern(test) ? 'yes' : 'unsure';
    }
    case 'aws:securetransport':
      // AWS services publish over TLS: what is said of plain HTTP is not about them.
      return test === 'bool' ? yesOrNo(values.includes('true')) : 'unsure';
    default:
      return 'unsure';
  }
}

function isEquality(test: string): boolean {
  return test === 'stringequals' || test === 'stringlike' || test === 'stringequalsignorecase';
}

function isPattern(test: string): boolean {
  return test === 'arnlike' || test === 'arnequals' || test === 'stringlike';
}

/** All must be yes; one no is enough for a no. */
function all(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('unsure') ? 'unsure' : 'yes';
}

function yesOrNo(holds: boolean): Answer {
  return holds ? 'yes' : 'no';
}

/** Patterns of policies: `*` stands for anything, `?` for one character. */
function matches(pattern: string, text: string): boolean {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
}

/** One value or several, as policies allow; numbers and booleans as they would be written. */
function texts(value: Json): readonly string[] {
  return listOf(value).map(String);
}

function listOf(value: Json): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
