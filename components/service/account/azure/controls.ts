import type { Fulfilment } from "../control.js";

const resource = (...tokens: readonly string[]): Fulfilment => ({ by: "resource", tokens });
const rule = (...rules: readonly string[]): Fulfilment => ({
  by: "rule",
  rules,
  owner: "customer",
});
const organization = (why: string, ...tokens: readonly string[]): Fulfilment => ({
  by: "organization",
  tokens,
  why,
});

/** A task in the directory, which has no resources in Azure Resource Manager. */
const directory = (task: string): Fulfilment => ({
  by: "task",
  owner: "provider",
  task,
  why: "It is a setting of the directory, and Azure's interface for resources has none for it.",
});

const customer = (task: string, why: string): Fulfilment => ({
  by: "task",
  owner: "customer",
  task,
  why,
});

const provider = (task: string, why: string): Fulfilment => ({
  by: "task",
  owner: "provider",
  task,
  why,
});

const notOffered = "The service does not offer it; who brings it in answers for it.";
const databricks = (task: string) => customer(task, notOffered);
const gateway = (task: string) => customer(task, notOffered);
const vault = (task: string) =>
  customer(task, "A key or secret ages while no resource changes; its owner knows its users.");

const plan = resource("azure-native:security:Pricing");
const contact = resource("azure-native:security:SecurityContact");
const alert = resource("azure-native:monitor:ActionGroup", "azure-native:monitor:ActivityLogAlert");

/**
 * How the baseline meets each recommendation of CIS Microsoft Azure Foundations v5.0, by its
 * number.
 *
 * @see https://www.cisecurity.org/benchmark/azure
 */
export const azureControls: Readonly<Record<string, Fulfilment>> = {
  "2.1.1": databricks("Put workspaces into a network of yours."),
  "2.1.2": databricks("Guard the subnets of workspaces with security groups."),
  "2.1.3": databricks("Encrypt the traffic between workers."),
  "2.1.4": databricks("Take users and groups of workspaces from the directory."),
  "2.1.5": databricks("Govern data of workspaces by one catalog."),
  "2.1.6": databricks("Let personal tokens end, and limit who has some."),
  "2.1.7": databricks("Send the logs of workspaces to comanaged-logs."),
  "2.1.8": databricks("Encrypt data that is critical with a key of yours."),
  "2.1.9": databricks("Give clusters no public addresses."),
  "2.1.10": databricks("Close workspaces to public networks."),
  "2.1.11": databricks("Reach workspaces by private endpoints."),
  "3.1.1": directory("Ask a second factor of everybody who administers machines."),
  "5.1.1": directory("Leave security defaults on where no conditional access replaces them."),
  "5.1.2": directory("Ask a second factor of every user."),
  "5.1.3": directory("Let no device be remembered in place of the second factor."),
  "5.2.1": directory("Define trusted locations."),
  "5.2.2": directory("Decide on a rule that shuts out countries."),
  "5.2.3": directory("Shut out sign-ins by device code."),
  "5.2.4": directory("Keep a rule that asks everybody for a second factor."),
  "5.2.5": directory("Ask a second factor at risky sign-ins."),
  "5.2.6": directory("Ask a second factor of whoever manages Azure."),
  "5.2.7": directory("Ask a second factor at the administration portals."),
  "5.2.8": directory("Decide on tokens that are bound to their device."),
  "5.3.1": directory("Keep administration apart from daily accounts."),
  "5.3.2": directory("Review guests every quarter."),
  "5.3.3": rule("IAM-15"),
  "5.3.4": directory("Review privileged roles every quarter."),
  "5.3.5": directory("Take the roles of disabled users away."),
  "5.3.6": directory("Review who may make tenants."),
  "5.3.7": directory("Review all other roles every year."),
  "5.4": directory("Let only administrators make tenants."),
  "5.5": directory("Ask for two methods at password resets."),
  "5.6": directory("Lock accounts after ten wrong passwords at most."),
  "5.7": directory("Lock them for a minute at least."),
  "5.8": directory("Enforce a list of banned passwords."),
  "5.9": directory("Have users confirm how they are reached."),
  "5.10": directory("Tell users when their password was reset."),
  "5.11": directory("Tell all administrators when one's password was reset."),
  "5.12": directory("Let no user consent to applications."),
  "5.13": directory("Where users may consent, only to verified publishers."),
  "5.14": directory("Let no user register applications."),
  "5.15": directory("Let guests see only themselves."),
  "5.16": directory("Let only chosen roles invite guests."),
  "5.17": directory("Close the administration of the directory to users."),
  "5.18": directory("Close the features of groups to users."),
  "5.19": directory("Let no user make security groups."),
  "5.20": directory("Let owners of groups admit nobody by themselves."),
  "5.21": directory("Let no user make groups of Microsoft 365."),
  "5.22": directory("Ask a second factor of who joins devices."),
  "5.23": rule("IAM-09"),
  "5.24": directory("Give one role of your own, and no other, the administration of locks."),
  "5.25": directory("Let no subscription come or leave."),
  "5.26": directory("Have fewer than five global administrators."),
  "5.27": rule("IAM-15"),
  "5.28": directory("Decide on sign-ins without passwords."),
  "6.1.1.1": resource("azure-native:monitor:SubscriptionDiagnosticSetting"),
  "6.1.1.2": resource("azure-native:monitor:SubscriptionDiagnosticSetting"),
  "6.1.1.3": provider(
    "Leave the finding open: the activity log goes to a workspace.",
    "It is about storage accounts, and the baseline keeps no activity log in one.",
  ),
  "6.1.1.4": rule("LOG-05"),
  "6.1.1.5": provider(
    "Leave the finding open: the flows of whole networks are recorded.",
    "Azure takes no new flow logs of security groups; 6.1.1.7 is met in their place.",
  ),
  "6.1.1.6": customer(
    "Switch the HTTP logs of web applications on.",
    "A setting belongs to its application, which the baseline does not know.",
  ),
  "6.1.1.7": resource("azure-native:network:FlowLog"),
  "6.1.1.8": directory("Send the activity of Microsoft Graph to a workspace."),
  "6.1.1.9": directory("Send sign-ins and audits of the directory to a workspace."),
  "6.1.1.10": directory("Send the logs of Intune to a workspace."),
  "6.1.2.1": alert,
  "6.1.2.2": alert,
  "6.1.2.3": alert,
  "6.1.2.4": alert,
  "6.1.2.5": alert,
  "6.1.2.6": alert,
  "6.1.2.7": alert,
  "6.1.2.8": alert,
  "6.1.2.9": alert,
  "6.1.2.10": alert,
  "6.1.2.11": alert,
  "6.1.3.1": customer(
    "Watch applications with Application Insights.",
    "Only who writes an application can say what it should tell.",
  ),
  "6.1.4": organization(
    "Policies of the tenant switch the logs of resources on where they come into being.",
    "azure-native:authorization:PolicyAssignment",
  ),
  "6.1.5": customer(
    "Choose no basic tier for what must be watched.",
    "It is a matter of cost, and only the customer knows what an outage costs.",
  ),
  "6.2": resource("azure-native:authorization:ManagementLockByScope"),
  "7.1": rule("NET-01"),
  "7.2": rule("NET-01"),
  "7.3": rule("NET-08"),
  "7.4": customer(
    "Decide which servers answer everybody by HTTP.",
    "Web servers are made for it; the estate names each such flow of its servers.",
  ),
  "7.5": provider(
    "Leave the finding open: the flows of whole networks are recorded.",
    "Azure takes no new flow logs of security groups; 7.8 is met in their place.",
  ),
  "7.6": resource("azure-native:network:NetworkWatcher"),
  "7.7": provider(
    "Review public addresses every quarter.",
    "Whether an address is still needed only its owner can say; alerts tell of new ones.",
  ),
  "7.8": resource("azure-native:network:FlowLog"),
  "7.9": gateway("Let people into VPN gateways by the directory only."),
  "7.10": gateway("Put a firewall for web applications before them."),
  "7.11": rule("NET-13"),
  "7.12": gateway("Speak TLS 1.2 or newer at application gateways."),
  "7.13": gateway("Speak HTTP/2 at application gateways."),
  "7.14": gateway("Look into the bodies of requests."),
  "7.15": gateway("Keep bots out."),
  "7.16": customer(
    "Put platform services behind a perimeter.",
    "A perimeter belongs to what it surrounds, which the baseline does not know.",
  ),
  "8.1.1.1": plan,
  "8.1.2.1": customer(
    "Switch the plan for APIs on when you publish some.",
    "It costs a fixed sum a month whether or not there is anything to guard.",
  ),
  "8.1.3.1": plan,
  "8.1.3.2": resource("azure-native:security:AzureServersSetting"),
  "8.1.3.3": provider(
    "Leave the integration with Defender for Endpoint on, as Azure has it.",
    "The plan for servers brings it, and the provider has no resource for the switch.",
  ),
  "8.1.3.4": plan,
  "8.1.3.5": provider(
    "Choose the files to watch, and switch their monitoring on.",
    "It wants a workspace and a list that depend on what the servers hold.",
  ),
  "8.1.4.1": plan,
  "8.1.5.1": plan,
  "8.1.5.2": contact,
  "8.1.6.1": plan,
  "8.1.7.1": plan,
  "8.1.7.2": plan,
  "8.1.7.3": plan,
  "8.1.7.4": plan,
  "8.1.8.1": plan,
  "8.1.9.1": plan,
  "8.1.10": rule("PAT-06"),
  "8.1.11": organization(
    "The tenant assigns the benchmark to all its subscriptions.",
    "azure-native:authorization:PolicyAssignment",
  ),
  "8.1.12": contact,
  "8.1.13": contact,
  "8.1.14": contact,
  "8.1.15": contact,
  "8.1.16": provider(
    "Look at the subscription from outside with Defender's product for that.",
    "It is a product of its own with a workspace of its own and no part of a subscription.",
  ),
  "8.2.1": customer("Switch the plan on with the first hub of devices.", notOffered),
  "8.3.1": vault("Give keys an end."),
  "8.3.2": vault("Give keys an end."),
  "8.3.3": vault("Give secrets an end."),
  "8.3.4": vault("Give secrets an end."),
  "8.3.5": rule("ENC-08"),
  "8.3.6": rule("ENC-08"),
  "8.3.7": rule("NET-17"),
  "8.3.8": customer(
    "Reach vaults by private endpoints.",
    "An endpoint stands in a network of the vault's users.",
  ),
  "8.3.9": rule("ENC-19"),
  "8.3.10": customer(
    "Take a hardware module where a contract asks for it.",
    "It costs more than everything else, and data of levels 1 and 2 do not ask for it.",
  ),
  "8.3.11": vault("Let certificates live a year at most."),
  "8.4.1": customer("Make a bastion where no VPN leads in.", "Servers are reached by the VPN."),
  "8.5": customer(
    "Buy the protection against floods for networks that are public.",
    "It costs a fixed sum a month; the basic protection of Azure is always on.",
  ),
  "9.1.1": customer("Keep deleted shares for a while.", notOffered),
  "9.1.2": customer("Speak SMB 3.1.1 only.", notOffered),
  "9.1.3": customer("Encrypt channels of SMB with AES-256-GCM.", notOffered),
  "9.2.1": rule("BKP-17"),
  "9.2.2": rule("BKP-17"),
  "9.2.3": customer(
    "Keep versions of blobs that change.",
    "Versions cost storage; logs are written once.",
  ),
  "9.3.1.1": rule("IAM-17"),
  "9.3.1.2": rule("IAM-17"),
  "9.3.1.3": rule("IAM-17"),
  "9.3.2.1": customer(
    "Reach storage accounts by private endpoints.",
    "An endpoint stands in a network of the account's users.",
  ),
  "9.3.2.2": rule("NET-16"),
  "9.3.2.3": rule("NET-16"),
  "9.3.3.1": rule("IAM-17"),
  "9.3.4": rule("ENC-07"),
  "9.3.5": resource("azure-native:storage:StorageAccount"),
  "9.3.6": rule("ENC-07"),
  "9.3.7": customer(
    "Let no other tenant replicate storage accounts.",
    "Azure has it so for every new account.",
  ),
  "9.3.8": rule("NET-16"),
  "9.3.9": resource("azure-native:authorization:ManagementLockByScope"),
  "9.3.10": customer(
    "Decide on locks against changes.",
    "Such a lock stops who reads keys, too; the baseline's locks stop deletions.",
  ),
  "9.3.11": customer(
    "Choose storage in two regions for what is critical.",
    "It doubles the cost, and only the customer knows what a loss costs.",
  ),
};
