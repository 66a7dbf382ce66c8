import { describe, expect, it } from 'vitest';
import { componentOf, definitionIn, definitionOf } from '../../../shared/derive/components.ts';
import { anEcsService, aTaskDefinition, denied } from '../../support/builders.ts';

interface Container {
  readonly image?: string;
  readonly command?: readonly string[];
}

function component(...containers: readonly Container[]): string | undefined {
  return componentOf({
    containers: containers.map(({ image = 'ttn/lorawan-stack:3.36.2', command = [] }, at) => ({
      name: `container-${at}`,
      image,
      command,
    })),
  });
}

describe('the component a task runs', () => {
  it.each<[string, string | undefined, readonly Container[]]>([
    ['an image of its own', 'proxy', [{ image: 'ttn/stack:3.36.2-aws-proxy' }]],
    [
      'an image with two words',
      'trm-alertmanager',
      [{ image: 'ttn/stack:3.36.2-aws-trm-alertmanager' }],
    ],
    ['its command', 'gs', [{ command: ['start', 'gs'] }]],
    ['its command, after the binary', 'is', [{ command: ['ttn-lw-stack', 'start', 'is'] }]],
    [
      'its image before its command',
      'prometheus',
      [{ command: ['start', 'gs'] }, { image: 'ttn/stack:3.36.2-aws-prometheus' }],
    ],
    [
      'the command of the container that starts one, not of its sidecar',
      'ns',
      [{ image: 'envoy:1', command: ['sh', '-c'] }, { command: ['start', 'ns'] }],
    ],
    ['neither', undefined, [{ image: 'busybox', command: ['sleep', '1'] }]],
    ['a start of nothing', undefined, [{ command: ['start'] }]],
    ['no container', undefined, []],
  ])('is told by %s', (_by, expected, containers) => {
    expect(component(...containers)).toBe(expected);
  });
});

describe('the definition of a service', () => {
  it('is the one it runs, known or not', () => {
    const refused = aTaskDefinition({ definition: denied('ecs:DescribeTaskDefinition') });
    const other = aTaskDefinition({ arn: 'arn:other' });
    expect(definitionOf(anEcsService(), [other, aTaskDefinition()])?.known).toBe(true);
    expect(definitionOf(anEcsService(), [other, refused])).toBe(refused.definition);
  });

  it('is undefined when the list has none', () => {
    expect(definitionOf(anEcsService(), [aTaskDefinition({ arn: 'arn:other' })])).toBeUndefined();
  });

  it('was not gathered, where the list is to hold all of them', () => {
    expect(definitionIn(anEcsService(), [])).toMatchObject({ known: false, cause: 'not-gathered' });
    expect(definitionIn(anEcsService(), [aTaskDefinition()]).known).toBe(true);
  });
});
