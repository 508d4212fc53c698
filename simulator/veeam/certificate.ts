import {
  createHash,
  createPrivateKey,
  X509Certificate as NodeCertificate,
  webcrypto,
} from "node:crypto";
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";

/** What a server shows itself with. */
export interface ServerIdentity {
  readonly key: string;
  readonly certificate: string;
  /** SHA-256 of the certificate, in capital hexadecimal digits with colons. */
  readonly fingerprint: string;
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const pkcs8Head = Buffer.from("302e020100300506032b657004220420", "hex");

const algorithm = { name: "Ed25519" };

/**
 * The identity of a simulated server: the same for the same name in every world, so that what pins
 * it can stand in files. Anybody can compute its key; it protects nothing.
 */
export async function simulatedIdentity(host: string): Promise<ServerIdentity> {
  const seed = createHash("sha256").update(`simulated ${host}`).digest();
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Head, seed]),
    format: "der",
    type: "pkcs8",
  });
  const jwk = key.export({ format: "jwk" });
  const { d: _, ...publicJwk } = jwk;
  const { subtle } = webcrypto;
  const keys = {
    privateKey: await subtle.importKey("jwk", jwk, algorithm, true, ["sign"]),
    publicKey: await subtle.importKey("jwk", publicJwk, algorithm, true, ["verify"]),
  };
  const made = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: "01",
      name: `CN=${host}`,
      notBefore: new Date(Date.UTC(2026, 0, 1)),
      notAfter: new Date(Date.UTC(2046, 0, 1)),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new BasicConstraintsExtension(true, undefined, true),
        new SubjectAlternativeNameExtension([{ type: "dns", value: host }]),
      ],
    },
    webcrypto,
  );
  const certificate = made.toString("pem");
  return {
    key: key.export({ format: "pem", type: "pkcs8" }).toString(),
    certificate,
    fingerprint: new NodeCertificate(certificate).fingerprint256,
  };
}
