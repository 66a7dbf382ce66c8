/**
 * Services that call somebody out, by the domains their endpoints are in, and until when they take alerts. Dated facts,
 * last reviewed on 2026-11-24; look again when a service is renamed, sold or shut down.
 */
import type { Subscription } from '../model/sns.ts';

export interface OnCallService {
  readonly name: string;
  /** Subdomains included. */
  readonly domains: readonly string[];
  /** Left out while nobody announced an end. */
  readonly ends?: {
    /** The last day it takes alerts. */
    readonly on: string;
    readonly source: `https://${string}`;
  };
}

export const onCallServices: readonly OnCallService[] = [
  {
    name: 'Opsgenie',
    domains: ['opsgenie.com'],
    ends: {
      on: '2027-04-05',
      source:
        'https://support.atlassian.com/opsgenie/docs/what-happens-when-opsgenie-is-turned-off/',
    },
  },
  { name: 'Jira Service Management', domains: ['atlassian.com'] },
  { name: 'PagerDuty', domains: ['pagerduty.com'] },
  { name: 'Splunk On-Call', domains: ['alert.victorops.com'] },
  { name: 'Grafana OnCall', domains: ['grafana.net'] },
  { name: 'ilert', domains: ['ilert.com', 'ilertnow.com'] },
  { name: 'Squadcast', domains: ['squadcast.com'] },
  { name: 'Zenduty', domains: ['zenduty.com'] },
  { name: 'xMatters', domains: ['xmatters.com'] },
  { name: 'incident.io', domains: ['incident.io'] },
  { name: 'Rootly', domains: ['rootly.com'] },
  { name: 'Better Stack', domains: ['betterstack.com', 'betteruptime.com'] },
];

/** Whether a host is a domain or below it: `api.example.com` is within `example.com`, `notexample.com` is not. */
export function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** The service that is told over HTTPS; undefined while it is not confirmed, and for any other receiver. */
export function onCallServiceOf(subscription: Subscription): OnCallService | undefined {
  const { protocol, host, confirmed } = subscription;
  if (!confirmed || protocol !== 'https' || host === null) return undefined;
  return onCallServices.find(({ domains }) => domains.some((domain) => isWithin(host, domain)));
}
