/** A policy or an initiative that Azure brings itself. */
interface BuiltIn {
  readonly id: string;
  /** Its parameters; true where one has no default. */
  readonly parameters: Readonly<Record<string, boolean>>;
  /** GUIDs of the roles that its identity needs. */
  readonly roles: readonly string[];
  readonly members: readonly string[];
  readonly home?: undefined;
}

const authorization = "/providers/Microsoft.Authorization";

function policy(
  name: string,
  parameters: Readonly<Record<string, boolean>>,
  roles: readonly string[],
): BuiltIn {
  return { id: `${authorization}/policyDefinitions/${name}`, parameters, roles, members: [] };
}

/**
 * Definitions of Azure that the simulator knows, as its repository of policies has them.
 *
 * @see https://github.com/Azure/azure-policy/tree/master/built-in-policies
 */
export const builtIns: readonly BuiltIn[] = [
  {
    // Every one of its parameters has a default, and its policies only look.
    id: `${authorization}/policySetDefinitions/1f3afdf9-d0c9-4c3d-847f-89da613e70a8`,
    ...{ parameters: {}, roles: [], members: [] },
  },
  policy("13502221-8df0-4414-9937-de9c5c4e396b", { effect: false }, [
    "17d1049b-9a84-46fb-8f53-869881c3d3ab",
  ]),
  policy("1f725891-01c0-420a-9059-4fa46cb770b7", { effect: false, subPlan: false }, [
    "fb1c8493-542b-48eb-b624-b4c8fea62acd",
  ]),
  policy(
    "2465583e-4e78-4c15-b6be-a36cbc7c8b0f",
    { logAnalytics: true, effect: false, logsEnabled: false },
    ["749f88d5-cbae-40b8-bcfc-e573ddc772fa", "92aaf0da-9dab-42b6-94a3-d43ce8d16293"],
  ),
  policy("404c3081-a854-4457-ae30-26a93ef643f9", { effect: false }, []),
  policy("44433aa3-7ec2-4002-93ea-65c65ff0310a", { effect: false }, [
    "fb1c8493-542b-48eb-b624-b4c8fea62acd",
  ]),
  policy("50ea7265-7d8c-429e-9a7d-ca1f410191c3", { effect: false }, [
    "fb1c8493-542b-48eb-b624-b4c8fea62acd",
  ]),
  policy("7a8a51a3-ad87-4def-96f3-65a1839242b6", { listOfAllowedTenants: true }, []),
  policy("82bf5b87-728b-4a74-ba4d-6123845cf542", { effect: false }, [
    "fb1c8493-542b-48eb-b624-b4c8fea62acd",
  ]),
  policy("83a86a26-fd1f-447c-b59d-e51f44264114", {}, []),
  policy("88c0b9da-ce96-4b03-9635-f29a937e2900", {}, []),
  policy("8e86a5b6-b9bd-49d1-8e21-4bb8a0862222", { effect: false }, [
    "fb1c8493-542b-48eb-b624-b4c8fea62acd",
  ]),
  policy("b40e7bcd-a1e5-47fe-b9cf-2f534d0bfb7d", { effect: false }, [
    "fb1c8493-542b-48eb-b624-b4c8fea62acd",
  ]),
  policy("b7021b2b-08fd-4dc0-9de7-3c6ece09faf9", { effect: false, subPlan: false }, [
    "fb1c8493-542b-48eb-b624-b4c8fea62acd",
  ]),
  policy("b99b73e7-074b-4089-9395-b7236f094491", { effect: false }, [
    "fb1c8493-542b-48eb-b624-b4c8fea62acd",
  ]),
  policy("c9ddb292-b203-4738-aead-18e2716e858f", { effect: false }, [
    "fb1c8493-542b-48eb-b624-b4c8fea62acd",
  ]),
  policy(
    "e56962a6-4747-49cd-b67b-bf8b01975c4c",
    { listOfAllowedLocations: true, effect: false },
    [],
  ),
  policy(
    "e765b5de-1225-4ba3-bd56-1ac6695af988",
    { listOfAllowedLocations: true, effect: false },
    [],
  ),
];
