/**
 * Which versions of TLS a security policy of a load balancer accepts, as its name tells. Last reviewed on 2026-11-24; look
 * again when AWS adds a family of names.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
 */

/** Up to the end of what names the oldest version it accepts; what follows is about ciphers, and the date. */
const from12 = /^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)-/;
const from10or11 =
  /^ELBSecurityPolicy-(2016-08$|2015-05$|TLS13-1-[01]-|TLS-1-[01]-|FS-1-1-|FS-2018-06$)/;

/** Whether TLS 1.0 and 1.1 are refused; undefined for a policy that is not known here. */
export function refusesOldTls(policy: string): boolean | undefined {
  if (from12.test(policy)) return true;
  return from10or11.test(policy) ? false : undefined;
}
