import { z } from "zod";
import { hinted } from "../report/hint.js";

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const named = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?";

/** The id of an Azure subscription. */
export const subscriptionId = hinted(z.string().regex(new RegExp(`^${uuid}$`)), {
  noun: "the id of an Azure subscription",
  expected: "a UUID in lower-case letters",
  example: "2c2c2c2c-0000-4000-8000-000000000002",
  mend: (text) =>
    new RegExp(`^${uuid}$`).test(text.toLowerCase()) ? text.toLowerCase() : undefined,
});

/** The name of an Azure location, without spaces. */
export const location = hinted(z.string().regex(/^[a-z]+[0-9]?$/), {
  noun: "an Azure location",
  expected: 'the name of a location, such as "germanywestcentral"',
  example: "germanywestcentral",
  mend: (text) => {
    const plain = text.toLowerCase().replaceAll(" ", "");
    return /^[a-z]+[0-9]?$/.test(plain) ? plain : undefined;
  },
});

/** The resource id of a subnet. */
export const azureSubnetId = hinted(
  z
    .string()
    .regex(
      new RegExp(
        `^/subscriptions/${uuid}/resourceGroups/[^/\\s]{1,90}/providers/Microsoft\\.Network/virtualNetworks/${named}/subnets/${named}$`,
      ),
    ),
  {
    noun: "the resource id of a subnet",
    expected:
      "/subscriptions/ID/resourceGroups/GROUP/providers/Microsoft.Network/virtualNetworks/NETWORK/subnets/SUBNET",
    example:
      "/subscriptions/2c2c2c2c-0000-4000-8000-000000000002/resourceGroups/co-managed-base/providers/Microsoft.Network/virtualNetworks/vnet-chemistry/subnets/servers",
  },
);

/** The resource id of a virtual network. */
export const azureNetworkId = hinted(
  z
    .string()
    .regex(
      new RegExp(
        `^/subscriptions/${uuid}/resourceGroups/[^/\\s]{1,90}/providers/Microsoft\\.Network/virtualNetworks/${named}$`,
      ),
    ),
  {
    noun: "the resource id of a virtual network",
    expected:
      "/subscriptions/ID/resourceGroups/GROUP/providers/Microsoft.Network/virtualNetworks/NETWORK",
    example:
      "/subscriptions/2c2c2c2c-0000-4000-8000-000000000002/resourceGroups/co-managed-base/providers/Microsoft.Network/virtualNetworks/vnet-chemistry",
  },
);

/** The object id of a group or an identity of the directory. */
export const objectId = hinted(z.string().regex(new RegExp(`^${uuid}$`)), {
  noun: "an object id of the directory",
  expected: "a UUID in lower-case letters",
  example: "7e7e7e7e-0000-4000-8000-000000000007",
});

/** The subscription in a resource id that the schema has accepted. */
export function subscriptionOf(id: string): string {
  return id.split("/")[2] ?? "";
}

/** The resource id of the virtual network of a subnet. */
export function virtualNetworkOf(subnet: string): string {
  return subnet.split("/").slice(0, -2).join("/");
}

/** The name of a resource of Azure. */
export const resourceName = hinted(z.string().regex(new RegExp(`^${named}$`)), {
  noun: "the name of an Azure resource",
  expected: "at most 80 letters, digits and . _ -, first a letter or digit",
  example: "co-managed-base",
});

/** A size of virtual machines. */
export const machineType = hinted(z.string().regex(/^(Standard|Basic)_[A-Za-z0-9_-]{1,60}$/), {
  noun: "a size of Azure machines",
  expected: 'a name such as "Standard_D2s_v5"',
  example: "Standard_D2s_v5",
  mend: (text) =>
    /^[A-Z]{1,3}[0-9]+[a-z]*(_v[0-9])?$/.test(text) ? `Standard_${text}` : undefined,
});

/** A publisher, offer or SKU of the marketplace. */
export const imagePart = hinted(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/), {
  noun: "a word of an Azure image",
  expected: "letters, digits and . _ -",
  example: "debian-12",
});

/** A version of a marketplace image. */
export const imageVersion = hinted(z.string().regex(/^(latest|[0-9]+\.[0-9]+\.[0-9]+)$/), {
  noun: "a version of an Azure image",
  expected: '"latest" or three numbers, such as "0.20251201.1"',
  example: "latest",
});

/** Names that Azure refuses for the first administrator (FAQ about virtual machines). */
const refusedNames = [
  ...["1", "123", "a", "actuser", "adm", "admin", "admin1", "admin2", "administrator", "aspnet"],
  ...["backup", "console", "david", "guest", "john", "owner", "root", "server", "sql", "support"],
  ...["support_388945a0", "sys", "test", "test1", "test2", "test3", "user", "user1", "user2"],
  ...["user3", "user4", "user5", "video"],
];

/** The first administrator of a machine, on Linux and Windows. */
export const administratorName = hinted(
  z.string().regex(new RegExp(`^(?!(?:${refusedNames.join("|")})$)[a-z][a-z0-9_-]{0,18}[a-z0-9]$`)),
  {
    noun: "the name of an administrator",
    expected:
      "2 to 20 lower-case letters, digits, _ and -, and none that Azure refuses, such as admin or root",
    example: "comanaged",
  },
);

/** The public half of an SSH key, of a kind that Azure takes. */
export const sshPublicKey = hinted(
  z.string().regex(/^(ssh-ed25519|ssh-rsa) AAAA[A-Za-z0-9+/]{40,}={0,3}( [^\n]*)?$/),
  {
    noun: "the public half of an SSH key",
    expected: "ssh-ed25519 or ssh-rsa, and the key as in a .pub file",
    example:
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl provider",
  },
);

/** A key of the stack's settings under which a secret is kept. */
export const configKey = hinted(z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,63}$/), {
  noun: "the key of a setting",
  expected: "letters and digits, first a letter",
  example: "azureAdministratorPassword",
});

/** The resource id of a Log Analytics workspace. */
export const workspaceId = hinted(
  z
    .string()
    .regex(
      /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/\s]{1,90}\/providers\/Microsoft\.OperationalInsights\/workspaces\/[A-Za-z0-9-]{4,63}$/,
    ),
  {
    noun: "the resource id of a workspace",
    expected:
      "/subscriptions/ID/resourceGroups/GROUP/providers/Microsoft.OperationalInsights/workspaces/NAME",
    example:
      "/subscriptions/1b1b1b1b-0000-4000-8000-000000000001/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/comanaged",
  },
);
