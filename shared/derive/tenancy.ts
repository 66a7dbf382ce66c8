/**
 * Whether a deployment serves one tenant or many, as far as its stacks and certificates tell. Settings come first, and
 * must agree; a certificate with a wildcard is only a preparation, and is asked when no setting says anything.
 * Source: https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/
 */
import type { Certificate } from '../model/acm.ts';
import type { Stack } from '../model/cloudformation.ts';
import type { LoadBalancerListeners } from '../model/elbv2.ts';
import { type Fact, known, missing } from '../model/fact.ts';
import { isTtsStack, parseStackName } from '../model/tts.ts';
import { covers } from './certificate-names.ts';
import { isOn } from './switches.ts';

export type TenancyMode = 'single' | 'multi';

export interface TenancySignal {
  readonly mode: TenancyMode;
  /** Reads after "because". */
  readonly says: string;
}

/** The stacks that configure a deployment; one, unless a whole region is judged. */
export function configurationStacks(stacks: readonly Stack[]): readonly Stack[] {
  return stacks.filter(({ name }) => parseStackName(name)?.template === '4-2a-configuration');
}

/**
 * What the settings of the stacks say. That there is a default tenant says nothing: either mode may have one. That there is
 * none is what a deployment without tenants may have forgotten, and counts only where no proxy of the deployment tells.
 */
export function settingSignals(stacks: readonly Stack[]): readonly TenancySignal[] {
  const own = stacks.filter(isTtsStack);
  const told = new Set(own.filter((each) => subdomainsOf(each) !== undefined).map(prefixOf));
  return own.flatMap((stack) => {
    const subdomains = subdomainsOf(stack);
    const noDefault = stack.parameters.DefaultTenantID === '' && !told.has(prefixOf(stack));
    const signals: readonly (TenancySignal | false)[] = [
      subdomains === true && { mode: 'multi', says: 'its proxy serves tenant subdomains' },
      subdomains === false && { mode: 'single', says: 'its proxy serves no tenant subdomains' },
      noDefault && { mode: 'multi', says: 'it has no default tenant' },
      parseStackName(stack.name)?.template === '5-3c-ecs-tbs-service' && {
        mode: 'multi',
        says: 'it bills tenants',
      },
    ];
    return signals.filter((signal) => signal !== false);
  });
}

function subdomainsOf({ parameters }: Stack): boolean | undefined {
  return isOn(parameters.EnableVirtualHostWithTenantSubdomain);
}

function prefixOf({ name }: Stack): string | undefined {
  return parseStackName(name)?.prefix;
}

/** What the certificates say that its listeners present first: a wildcard below the domain is for tenants. */
export function certificateSignals(
  stacks: readonly Stack[],
  listeners: Fact<readonly LoadBalancerListeners[]>,
  certificates: Fact<readonly Certificate[]>,
): Fact<readonly TenancySignal[]> {
  if (!listeners.known) return listeners;
  if (!certificates.known) return certificates;
  const arns = listeners.value.flatMap(({ listeners: list }) =>
    list.known ? list.value.map(({ certificateArn }) => certificateArn) : [],
  );
  const presented = certificates.value.filter(({ arn }) => arns.includes(arn));
  const signals = domainsOf(configurationStacks(stacks))
    .filter((domain) => presented.some(({ names }) => covers(names, `*.${domain}`)))
    .map((domain) => ({ mode: 'multi', says: `it has a certificate for *.${domain}` }) as const);
  const hidden = listeners.value.map((each) => each.listeners).find((list) => !list.known);
  return signals.length === 0 && hidden !== undefined && !hidden.known ? hidden : known(signals);
}

/** The mode all signals agree on, with what they say; missing when there are none, or they contradict each other. */
export function weigh(
  signals: readonly TenancySignal[],
): Fact<{ readonly mode: TenancyMode; readonly because: string }> {
  const [first] = signals;
  if (first === undefined) {
    return missing('unsupported', 'nothing in its stacks tells whether it has tenants');
  }
  const because = [...new Set(signals.map(({ says }) => says))].join(', and ');
  return signals.every(({ mode }) => mode === first.mode)
    ? known({ mode: first.mode, because })
    : missing('unsupported', `its settings do not agree whether it has tenants: ${because}`);
}

/** The domains stacks are given, each once, in lower case. */
export function domainsOf(stacks: readonly Stack[]): readonly string[] {
  const given = stacks.map(({ parameters }) => parameters.Domain?.toLowerCase() ?? '');
  return [...new Set(given)].filter((domain) => domain !== '');
}
