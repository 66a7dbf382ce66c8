import {
  DescribeInstanceInformationCommand,
  DescribeInstancePatchStatesCommand,
  GetDocumentCommand,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { call, healthyAccount, nothing, readAll, refusal } from './call.ts';

describe('DescribeInstanceInformation', () => {
  it.each([
    [undefined, 7],
    [50, 2],
  ])('reads every instance once, asking for %s', async (MaxResults, expectedPages) => {
    const account = healthyAccount();
    const { rows, pages } = await readAll(
      (NextToken) => call(DescribeInstanceInformationCommand, { MaxResults, NextToken }, account),
      ({ InstanceInformationList }) => InstanceInformationList,
      ({ NextToken }) => NextToken,
    );
    expect(pages).toBe(expectedPages);
    expect(rows).toEqual(account.ssm.instances);
  });

  it('refuses sizes, tokens and filters it does not know', async () => {
    const account = healthyAccount();
    for (const MaxResults of [4, 51]) {
      await expect(
        call(DescribeInstanceInformationCommand, { MaxResults }, account),
      ).rejects.toThrow(refusal('ValidationException'));
    }
    await expect(
      call(DescribeInstanceInformationCommand, { NextToken: 'nope' }, account),
    ).rejects.toThrow(refusal('InvalidNextToken'));
    await expect(
      call(
        DescribeInstanceInformationCommand,
        { Filters: [{ Key: 'Colour', Values: ['red'] }] },
        account,
      ),
    ).rejects.toThrow(refusal('InvalidFilterKey'));
  });

  it('filters by id, in one of two ways', async () => {
    const account = healthyAccount();
    const id = account.ssm.instances.at(-1)?.InstanceId ?? '';
    const Filters = [{ Key: 'InstanceIds', Values: [id] }];
    const old = [{ key: 'InstanceIds' as const, valueSet: [id] }];
    for (const input of [{ Filters }, { InstanceInformationFilterList: old }]) {
      const answer = await call(DescribeInstanceInformationCommand, input, account);
      expect(answer.InstanceInformationList?.map(({ InstanceId }) => InstanceId)).toEqual([id]);
    }
    await expect(
      call(
        DescribeInstanceInformationCommand,
        { Filters, InstanceInformationFilterList: old },
        account,
      ),
    ).rejects.toThrow(refusal('ValidationException'));
  });
});

describe('DescribeInstancePatchStates', () => {
  it('takes fifty ids, and pages what it found', async () => {
    const account = healthyAccount();
    const InstanceIds = account.ssm.instances.slice(0, 50).map((each) => each.InstanceId ?? '');
    const { rows } = await readAll(
      (NextToken) => call(DescribeInstancePatchStatesCommand, { InstanceIds, NextToken }, account),
      ({ InstancePatchStates }) => InstancePatchStates,
      ({ NextToken }) => NextToken,
    );
    expect(rows.map(({ InstanceId }) => InstanceId)).toEqual(InstanceIds);
    const more = [...InstanceIds, 'i-0123456789abcdef0'];
    await expect(
      call(DescribeInstancePatchStatesCommand, { InstanceIds: more }, account),
    ).rejects.toThrow(refusal('ValidationException'));
  });

  it('has no row for an instance that was never scanned', async () => {
    const { InstancePatchStates } = await call(
      DescribeInstancePatchStatesCommand,
      { InstanceIds: ['i-0123456789abcdef0'] },
      healthyAccount(),
    );
    expect(InstancePatchStates).toEqual([]);
  });

  it.each([9, 101])('refuses MaxResults %i', async (MaxResults) => {
    await expect(
      call(DescribeInstancePatchStatesCommand, { InstanceIds: [], MaxResults }, healthyAccount()),
    ).rejects.toThrow(refusal('ValidationException'));
  });
});

describe('GetDocument', () => {
  const Name = 'SSM-SessionManagerRunShell';

  function withDocument() {
    const account = nothing();
    account.ssm.documents.set(Name, '{"inputs":{}}');
    return account;
  }

  it('gives the content of a document, whichever of its one version is asked for', async () => {
    for (const DocumentVersion of [undefined, '1', '$LATEST', '$DEFAULT']) {
      const answer = await call(GetDocumentCommand, { Name, DocumentVersion }, withDocument());
      expect(answer).toMatchObject({ Name, Content: '{"inputs":{}}', DocumentFormat: 'JSON' });
    }
  });

  it.each([
    ['InvalidDocument', { Name: 'SSM-Other' }],
    ['InvalidDocumentVersion', { Name, DocumentVersion: '2' }],
    ['ValidationException', { Name: 'no name' }],
    ['UnsupportedOperation', { Name, DocumentFormat: 'YAML' as const }],
  ])('answers %s to %o', async (code, input) => {
    await expect(call(GetDocumentCommand, input, withDocument())).rejects.toThrow(refusal(code));
  });
});
