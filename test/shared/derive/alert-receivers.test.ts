import { describe, expect, it } from 'vitest';
import {
  isWithin,
  onCallServiceOf,
  onCallServices,
} from '../../../shared/derive/alert-receivers.ts';
import { aSubscription } from '../../support/surroundings.ts';

describe('a host within a domain', () => {
  it.each([
    ['example.com', 'example.com', true],
    ['api.example.com', 'example.com', true],
    ['notexample.com', 'example.com', false],
    ['example.com', 'api.example.com', false],
    ['example.com.evil.net', 'example.com', false],
  ])('%s within %s: %s', (host, domain, expected) => {
    expect(isWithin(host, domain)).toBe(expected);
  });
});

describe('the on-call service of a subscription', () => {
  it.each([
    ['api.opsgenie.com', 'Opsgenie'],
    ['api.eu.opsgenie.com', 'Opsgenie'],
    ['api.atlassian.com', 'Jira Service Management'],
    ['events.pagerduty.com', 'PagerDuty'],
    ['events.eu.pagerduty.com', 'PagerDuty'],
    ['alert.victorops.com', 'Splunk On-Call'],
    ['oncall-prod-eu-west-0.grafana.net', 'Grafana OnCall'],
    ['api.ilert.com', 'ilert'],
    ['api.squadcast.com', 'Squadcast'],
    ['www.zenduty.com', 'Zenduty'],
    ['acme.xmatters.com', 'xMatters'],
    ['api.incident.io', 'incident.io'],
    ['webhooks.rootly.com', 'Rootly'],
    ['uptime.betterstack.com', 'Better Stack'],
    ['fakeopsgenie.com', undefined],
    ['portal.victorops.com', undefined],
    ['hooks.example.com', undefined],
    [null, undefined],
  ])('at %s is %s', (host, name) => {
    expect(onCallServiceOf(aSubscription({ host }))?.name).toBe(name);
  });

  it('is none before it is confirmed, and none but over HTTPS', () => {
    expect(onCallServiceOf(aSubscription())).toBeDefined();
    expect(onCallServiceOf(aSubscription({ confirmed: false }))).toBeUndefined();
    expect(onCallServiceOf(aSubscription({ protocol: 'http' }))).toBeUndefined();
    expect(onCallServiceOf(aSubscription({ protocol: 'email' }))).toBeUndefined();
  });

  it('has a last day only with a page that says so', () => {
    const ending = onCallServices.flatMap(({ ends }) => ends ?? []);
    expect(ending).not.toEqual([]);
    for (const { on, source } of ending) {
      expect(new Date(on).toISOString().slice(0, 10)).toBe(on);
      expect(new URL(source).protocol).toBe('https:');
    }
  });
});
