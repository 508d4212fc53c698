import type { Fulfilment, Owner } from "../account/control.js";

const policy = (why: string, ...policies: readonly string[]): Fulfilment => ({
  by: "policy",
  policies,
  why,
});
const resource = (...tokens: readonly string[]): Fulfilment => ({ by: "resource", tokens });
const rule = (owner: Owner, ...rules: readonly string[]): Fulfilment => ({
  by: "rule",
  rules,
  owner,
});
const task =
  (owner: Owner) =>
  (text: string, why: string): Fulfilment => ({ by: "task", owner, task: text, why });

const provider = task("provider");
const customer = task("customer");

/** A setting of the directory, for which Azure's interface for resources has nothing. */
const directory = (text: string) =>
  provider(text, "It is a setting of Entra ID, which is no resource of a subscription.");

/** What nobody but the owner of an application can do. */
const application = (text: string) =>
  customer(text, "The application is the customer's; the service ends at the operating system.");

/** What is written down, and kept true by people. */
const paper = (text: string) => provider(text, "It is a decision that people write down.");

/** What the benchmark judges of resources that stand: only their owner can change them. */
const judged = (what: string) =>
  customer(
    `Mend what the benchmark finds about ${what}.`,
    "comanaged-mcsb judges every resource that stands; changing one is its owner's decision.",
  );

/**
 * How the tenant and the service meet each control of the Microsoft cloud security benchmark v1, by
 * its id.
 *
 * @see https://learn.microsoft.com/en-us/security/benchmark/azure/overview
 */
export const mcsbControls: Readonly<Record<string, Fulfilment>> = {
  "AM-1": rule("customer", "OWN-01"),
  "AM-2": policy(
    "What is not offered cannot be made: other places, public addresses, higher data levels.",
    ...["comanaged-locations", "comanaged-group-places", "comanaged-public-nics"],
    "comanaged-data-levels",
  ),
  "AM-3": rule("provider", "OWN-04"),
  "AM-4": resource("azure-native:management:HierarchySetting"),
  "AM-5": application("Keep a list of what may run on a server, and look for the rest."),
  "BR-1": rule("provider", "BKP-10"),
  "BR-2": rule("provider", "BKP-11", "BKP-15", "BKP-17"),
  "BR-3": provider(
    "Read the report on backups every day, and answer for what is late.",
    "That a backup was late is known only afterwards.",
  ),
  "BR-4": rule("provider", "BKP-13"),
  "DP-1": policy("Every resource says its level; 3 and 4 are refused.", "comanaged-data-levels"),
  "DP-2": policy("Defender tells of unusual access to secrets.", "comanaged-defender"),
  "DP-3": policy("Storage without TLS is refused.", "comanaged-transport"),
  "DP-4": rule("customer", "ENC-05"),
  "DP-5": rule("provider", "ENC-02", "ENC-06"),
  "DP-6": rule("customer", "ENC-18", "ENC-19"),
  "DP-7": application("Renew certificates before they end."),
  "DP-8": rule("customer", "ENC-08", "NET-17"),
  "DS-1": application("Say what could go wrong before an application is built."),
  "DS-2": application("Know the parts of an application and where they come from."),
  "DS-3": application("Guard the pipelines that change an application."),
  "DS-4": application("Look for faults in the source of an application."),
  "DS-5": application("Look for faults in an application that runs."),
  "DS-6": judged("images of containers"),
  "DS-7": application("Keep the logs of the pipelines."),
  "ES-1": policy("The plan for servers brings Defender for Endpoint.", "comanaged-defender"),
  "ES-2": judged("protection against malware"),
  "ES-3": provider(
    "Look once a week at servers whose signatures are old.",
    "Signatures come to the machine by themselves, and no resource says how old they are.",
  ),
  "GS-1": paper("Keep the description of who answers for what."),
  "GS-2": resource(
    "azure-native:management:ManagementGroup",
    "azure-native:management:ManagementGroupSubscription",
  ),
  "GS-3": policy("The strategy is one rule: levels 1 and 2.", "comanaged-data-levels"),
  "GS-4": paper("Keep the plan of networks and of what may talk to what."),
  "GS-5": policy("Every subscription is judged all the time.", "comanaged-mcsb"),
  "GS-6": paper("Keep the description of who signs in by what."),
  "GS-7": paper("Keep the plan of what is logged, who reads it and who is woken."),
  "GS-8": paper("Keep the backup classes of the catalog and what they promise."),
  "GS-9": paper("Keep the description of what guards a server from within."),
  "GS-10": paper("Keep the rules for pipelines that change the platform."),
  "IM-1": rule("customer", "IAM-18"),
  "IM-2": directory("Guard the directory and its synchronization as the most precious servers."),
  "IM-3": rule("customer", "IAM-03"),
  "IM-4": judged("services that let others in without knowing them"),
  "IM-5": directory("Sign people in once for everything."),
  "IM-6": directory("Ask a second factor of everybody."),
  "IM-7": directory("Let people in by conditions: the device, the place, the risk."),
  "IM-8": judged("secrets in programs and on machines"),
  "IM-9": application("Put older applications behind the sign-in of the directory."),
  "IR-1": paper("Keep the plan for incidents, and rehearse it once a year."),
  "IR-2": resource("azure-native:security:SecurityContact"),
  "IR-3": policy("Alerts come from Defender.", "comanaged-defender"),
  "IR-4": provider(
    "Keep a copy of a machine and its logs before anything is mended.",
    "What has to be kept depends on what happened.",
  ),
  "IR-5": policy("Defender says how grave an alert is.", "comanaged-defender"),
  "IR-6": provider(
    "Cut a machine off when an alert is grave.",
    "Done by a machine, it would cut off a service by mistake.",
  ),
  "IR-7": paper("Write down what was learned from an incident, and change something."),
  "LT-1": policy("Defender watches what Azure offers it.", "comanaged-defender"),
  "LT-2": directory("Read what Entra ID tells of risky sign-ins."),
  "LT-3": rule("customer", "LOG-05", "LOG-11"),
  "LT-4": resource("azure-native:network:FlowLog"),
  "LT-5": policy(
    "Activity goes to one workspace, where the site names it; nobody deletes the setting.",
    ...["comanaged-activity", "comanaged-keeps"],
  ),
  "LT-6": rule("provider", "LOG-10"),
  "LT-7": provider(
    "Leave servers at the time of their host.",
    "Azure gives every machine the time; there is no resource for it.",
  ),
  "NS-1": rule("customer", "NET-01", "NET-13"),
  "NS-2": rule("customer", "NET-09", "NET-16"),
  "NS-3": policy(
    "No machine is reached from outside past the university's own border, or passes traffic on.",
    ...["comanaged-public-nics", "comanaged-ip-forwarding"],
  ),
  "NS-4": provider(
    "Inspect traffic where networks in Azure meet the university's.",
    "The border belongs to the network team, and no machine has another way out.",
  ),
  "NS-5": customer(
    "Order protection against floods for a network with a public service.",
    "It is paid for the whole tenant, and servers have no public addresses.",
  ),
  "NS-6": application("Put a web application firewall before a public service."),
  "NS-7": resource("azure-native:network:NetworkSecurityGroup"),
  "NS-8": policy("Storage takes no connection without TLS.", "comanaged-transport"),
  "NS-9": provider(
    "Keep the private connection between the data center and Azure up.",
    "It is built with the networks, before this service.",
  ),
  "NS-10": provider(
    "Let networks ask the university's own name servers.",
    "Networks are made before this service, with their name servers.",
  ),
  "PA-1": rule("provider", "IAM-08", "IAM-15"),
  "PA-2": resource("azure-native:authorization:PimRoleEligibilitySchedule"),
  "PA-3": directory("Give and take rights by the groups of the directory, with the person's job."),
  "PA-4": directory("Review every quarter who is in the groups that have rights."),
  "PA-5": directory("Keep two accounts for emergencies, and try them twice a year."),
  "PA-6": directory("Let only guarded workstations manage Azure."),
  "PA-7": rule("provider", "IAM-09"),
  "PA-8": directory("Switch Customer Lockbox on, and name who answers Microsoft's requests."),
  "PV-1": policy("What is asked of resources is the benchmark.", "comanaged-mcsb"),
  "PV-2": policy(
    "What can be refused is refused, what can be mended is mended, the rest is judged.",
    ...["comanaged-mcsb", "comanaged-public-blobs", "comanaged-transport"],
  ),
  "PV-3": paper("Keep the images of the catalog and what they are hardened by."),
  "PV-4": rule("provider", "VM-10"),
  "PV-5": policy("The plan for servers looks for weak spots.", "comanaged-defender"),
  "PV-6": rule("provider", "PAT-06", "PAT-07", "PAT-14"),
  "PV-7": paper("Let somebody from outside attack the service once a year."),
};

/** Types that a tenant's baseline could have and this one does without, with the reason. */
export const tenantLeftOut: Readonly<Record<string, string>> = {
  "azure-native:authorization:DenyAssignment":
    "Azure makes them for its own offers only; policies at the top group deny in their place.",
  "azure-native:authorization:ManagementLockByScope":
    "A management group takes no lock. What watches a subscription is kept by comanaged-keeps.",
  "azure-native:authorization:RoleManagementPolicyAssignment":
    "Azure has one for each role and scope already, under an id that no function tells.",
  "azure-native:authorization:RoleManagementPolicy":
    "Azure's own settings are kept: a second factor is asked by the directory, and a year is most.",
  "azure-native:management:ServiceGroup":
    "It groups resources for reports only; nothing holds at it.",
  "azure-native:monitor:ManagementGroupDiagnosticSetting":
    "Azure keeps the activity of groups for 90 days; that of subscriptions goes to the workspace.",
  "azure-native:subscription:SubscriptionTarDirectory":
    "It moves a subscription into another tenant: the opposite of a baseline.",
};
