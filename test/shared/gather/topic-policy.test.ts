import { describe, expect, it } from 'vitest';
import { cloudwatchMayPublish } from '../../../shared/gather/topic-policy.ts';

const account = '444455556666';
const topic = `arn:aws:sns:eu-west-1:${account}:pages`;
const everyAlarm = `arn:aws:cloudwatch:eu-west-1:${account}:alarm:*`;

function answer(...statements: readonly object[]): boolean | null {
  return cloudwatchMayPublish(
    JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    topic,
  );
}

/** The statement of https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger */
const allow = {
  Sid: 'Allow_Publish_Alarms',
  Effect: 'Allow',
  Principal: { Service: ['cloudwatch.amazonaws.com'] },
  Action: 'sns:Publish',
  Resource: topic,
};
const deny = { ...allow, Effect: 'Deny' };

/** The one of https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
const byDefault = {
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: ['SNS:GetTopicAttributes', 'SNS:Subscribe', 'SNS:Publish'],
  Resource: topic,
  Condition: { StringEquals: { 'AWS:SourceOwner': account } },
};

function when(operator: string, key: string, value: unknown) {
  return { ...allow, Condition: { [operator]: { [key]: value } } };
}

describe('an allowing statement', () => {
  it.each<[string, object, boolean | null]>([
    ['for the service', allow, true],
    ['for the service by name alone', { ...allow, Principal: allow.Principal.Service[0] }, false],
    [
      'for one service of several',
      { ...allow, Principal: { Service: ['a', 'cloudwatch.amazonaws.com'] } },
      true,
    ],
    [
      'for one service that is no list',
      { ...allow, Principal: { Service: 'cloudwatch.amazonaws.com' } },
      true,
    ],
    ['for another service', { ...allow, Principal: { Service: 'events.amazonaws.com' } }, false],
    [
      'for the owner of the account',
      { ...allow, Principal: { AWS: `arn:aws:iam::${account}:root` } },
      false,
    ],
    ['for everybody', { ...allow, Principal: '*' }, true],
    ['for everybody in AWS', { ...allow, Principal: { AWS: '*' } }, true],
    ['for all but somebody', { ...allow, Principal: undefined, NotPrincipal: { AWS: 'x' } }, null],
    ['that a topic has by default', byDefault, true],
    ['with the action in capitals', { ...allow, Action: 'SNS:Publish' }, true],
    ['with all actions of SNS', { ...allow, Action: 'sns:*' }, true],
    ['with all actions there are', { ...allow, Action: ['*'] }, true],
    ['with another action', { ...allow, Action: ['sns:Subscribe'] }, false],
    ['with all actions but some', { ...allow, Action: undefined, NotAction: 'sns:x' }, null],
    ['on every topic', { ...allow, Resource: '*' }, true],
    ['on topics of this kind', { ...allow, Resource: [`arn:aws:sns:*:${account}:pag?s`] }, true],
    ['on another topic', { ...allow, Resource: `${topic}-2` }, false],
    ['on all topics but one', { ...allow, Resource: undefined, NotResource: 'x' }, null],
    ['with an empty condition', { ...allow, Condition: {} }, true],
    ['for this account', when('StringEquals', 'aws:SourceAccount', account), true],
    [
      'for this account among others',
      when('StringLike', 'aws:SourceAccount', ['1', account]),
      true,
    ],
    ['for another account', when('StringEquals', 'aws:SourceAccount', '000000000000'), false],
    ['for another owner', when('StringEquals', 'AWS:SourceOwner', '000000000000'), false],
    ['for a pattern of accounts', when('StringLike', 'aws:SourceAccount', '4444*'), null],
    ['for all accounts but this', when('StringNotEquals', 'aws:SourceAccount', account), null],
    ['for every alarm', when('ArnLike', 'aws:SourceArn', everyAlarm), true],
    ['for every alarm, if told', when('ArnLikeIfExists', 'aws:SourceArn', everyAlarm), true],
    ['for some alarms', when('ArnLike', 'aws:SourceArn', everyAlarm.replace('*', 'prod-*')), null],
    ['for all but every alarm', when('ArnNotLike', 'aws:SourceArn', everyAlarm), null],
    ['for an organization', when('StringEquals', 'aws:PrincipalOrgID', 'o-1'), null],
    ['with a condition of another shape', { ...allow, Condition: 'never' }, null],
    ['with an operator of another shape', { ...allow, Condition: { Null: true } }, null],
    [
      'for this account and some alarms',
      {
        ...allow,
        Condition: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': everyAlarm.replace('*', 'x') },
        },
      },
      null,
    ],
    [
      'for another account and some alarms',
      {
        ...allow,
        Condition: {
          StringEquals: { 'aws:SourceAccount': '0' },
          ArnLike: { 'aws:SourceArn': everyAlarm.replace('*', 'x') },
        },
      },
      false,
    ],
  ])('%s', (_name, statement, expected) => {
    expect(answer(statement)).toBe(expected);
  });

  it('is enough among others', () => {
    expect(answer({ ...allow, Action: 'sns:Subscribe' }, allow)).toBe(true);
    expect(answer(when('ArnLike', 'aws:SourceArn', 'x'), allow)).toBe(true);
  });

  it('may stand alone, without a list', () => {
    expect(cloudwatchMayPublish(JSON.stringify({ Statement: allow }), topic)).toBe(true);
  });
});

describe('a denying statement', () => {
  it.each<[string, object, boolean | null]>([
    ['for the service forbids it', deny, false],
    ['for everybody forbids it', { ...deny, Principal: '*' }, false],
    ['for somebody else does not', { ...deny, Principal: { AWS: '000000000000' } }, true],
    ['for all but somebody may', { ...deny, Principal: undefined, NotPrincipal: '*' }, null],
    ['of another action does not', { ...deny, Action: 'sns:Subscribe' }, true],
    [
      'on a condition may',
      { ...deny, Condition: { StringNotEquals: { 'aws:SourceAccount': account } } },
      null,
    ],
    [
      'of what is not sent over TLS does not',
      { ...deny, Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      true,
    ],
    [
      'of what is sent over TLS does',
      { ...deny, Principal: '*', Condition: { Bool: { 'aws:SecureTransport': true } } },
      false,
    ],
    [
      'of TLS by another operator may',
      { ...deny, Condition: { StringEquals: { 'aws:SecureTransport': 'false' } } },
      null,
    ],
  ])('%s', (_name, statement, expected) => {
    expect(answer(allow, statement)).toBe(expected);
  });

  it('changes nothing where nothing allows it', () => {
    expect(answer({ ...deny, Condition: { Bool: { 'aws:Other': 'x' } } })).toBe(false);
  });
});

describe('a policy', () => {
  it('without statements allows nothing', () => {
    expect(cloudwatchMayPublish('{}', topic)).toBe(false);
  });

  it.each([undefined, '', 'nonsense', '[]', 'null', '{"Statement":["x"]}'])(
    'that is none says nothing: %s',
    (policy) => {
      expect(cloudwatchMayPublish(policy, topic)).toBeNull();
    },
  );
});
