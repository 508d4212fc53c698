import { Config } from "@pulumi/pulumi";

/** What the catalog offers, with the password in place of the setting of the stack that has it. */
export function opened<T extends object>({
  passwordConfig,
  ...door
}: T & { readonly passwordConfig: string }) {
  return { ...door, password: new Config("comanaged").requireSecret(passwordConfig) };
}
