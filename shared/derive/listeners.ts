/** The listeners of all load balancers of a deployment together, and which of them end TLS. */
import { unsure, type Verdict } from '../model/check.ts';
import type { Listener, LoadBalancerListeners } from '../model/elbv2.ts';

export interface ReadListeners {
  readonly listeners: readonly Listener[];
  /** One `unknown` per load balancer whose listeners could not be read: it may have any. */
  readonly unread: readonly Verdict[];
}

export function readListeners(rows: readonly LoadBalancerListeners[]): ReadListeners {
  return {
    listeners: rows.flatMap(({ listeners }) => (listeners.known ? listeners.value : [])),
    unread: rows.flatMap(({ loadBalancer, listeners }) =>
      listeners.known ? [] : unsure(loadBalancer, listeners),
    ),
  };
}

/** Whether a listener shows a certificate itself; behind any other the targets have to. */
export function endsTls({ protocol }: Listener): boolean {
  return protocol === 'TLS' || protocol === 'HTTPS';
}
