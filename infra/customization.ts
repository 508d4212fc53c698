import { Config } from "@pulumi/pulumi";
import type { VsphereCustomization } from "../components/index.js";
import type { Customization, VsphereServer } from "../stacks/schema/model.js";

/** What a server is told at its birth; Windows' passwords are secrets of the stack's settings. */
export function customizationOf(
  { os }: VsphereServer,
  { domain, timeZone, administratorPasswordConfig, join }: Customization,
): VsphereCustomization {
  if (os === "linux") {
    return { domain, timeZone };
  }
  const secret = (key: string) => new Config("comanaged").requireSecret(key);
  const password = secret(administratorPasswordConfig);
  const joined = join && {
    join: { domain: join.domain, user: join.user, password: secret(join.passwordConfig) },
  };
  return { domain, timeZone, windows: { password, ...joined } };
}
