import { X509Certificate } from 'node:crypto';

export type CertificatesProblem = 'noCertificate' | 'brokenCertificate' | 'expired';

const BEGINNING = '-----BEGIN CERTIFICATE-----';
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** How many certificates a PEM bundle holds, when each of them can be read and one still counts. Pure. */
export function readCertificates(
  pem: string,
  now = new Date(),
): { readonly count: number } | { readonly problem: CertificatesProblem } {
  const blocks = pem.match(CERTIFICATE) ?? [];
  if (blocks.length === 0)
    return { problem: pem.includes(BEGINNING) ? 'brokenCertificate' : 'noCertificate' };
  if (blocks.length < pem.split(BEGINNING).length - 1) return { problem: 'brokenCertificate' };
  try {
    const counts = blocks.map((block) => new X509Certificate(block).validToDate > now);
    return counts.includes(true) ? { count: blocks.length } : { problem: 'expired' };
  } catch {
    return { problem: 'brokenCertificate' };
  }
}
