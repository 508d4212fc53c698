import assert from "node:assert/strict";
import type { Found, ObjectInputs } from "../../../components/recovery/finder.js";
import { finders } from "../../../components/recovery/guard.js";
import { FreshWindows } from "../../../components/recovery/windowMembers.js";
import { idempotencySetting, idempotencyTag } from "../../../components/service/tags.js";
import { mockEngine } from "../mockEngine.js";

/** What the platform answers to a look-up; a text is a refusal. */
type Answer = Readonly<Record<string, unknown>> | string;

const key = "comanaged/chemistry/lims-db-1";
const tagged = { tags: { [idempotencyTag]: key } };
const scope = { invoke: {}, datacenter: "dc-main" };

let asked: Readonly<Record<string, unknown>> = {};

async function find(token: string, inputs: ObjectInputs, answer: Answer): Promise<Found> {
  await mockEngine({
    newResource: ({ name, inputs: state }) => ({ id: name, state }),
    call: ({ inputs: args }) => {
      asked = args;
      if (typeof answer === "string") {
        throw Object.assign(new Error(answer), { details: answer });
      }
      return { ...answer };
    },
  });
  const finder = finders[token];
  assert.ok(finder, `no finder for ${token}`);
  return finder(inputs, scope);
}

const machine = {
  name: "lims-db-1",
  folder: "co-managed/chemistry",
  extraConfig: { [idempotencySetting]: key },
};
const machineToken = "vsphere:index/virtualMachine:VirtualMachine";
const machinePath = "/dc-main/vm/co-managed/chemistry/lims-db-1";

describe("finders of what an interrupted run created", () => {
  it("know an EC2 instance by its key alone, in every state but terminated", async () => {
    const found = await find("aws:ec2/instance:Instance", tagged, { ids: ["i-1"] });
    assert.deepEqual(found, { kind: "ours", id: "i-1" });
    assert.deepEqual(asked["instanceTags"], { [idempotencyTag]: key });
    assert.deepEqual(asked["instanceStateNames"], [
      "pending",
      "running",
      "stopping",
      "stopped",
      "shutting-down",
    ]);
  });

  it("know interfaces, groups and sets by their keys, and what hangs by what it holds", async () => {
    const card = await find("aws:ec2/networkInterface:NetworkInterface", tagged, {
      ids: ["eni-1"],
    });
    assert.deepEqual(card, { kind: "ours", id: "eni-1" });
    const arn = "arn:aws:ec2:eu-central-1:222222222222:placement-group/whole-apart-lims";
    const group = await find("aws:ec2/placementGroup:PlacementGroup", tagged, {
      resourceTagMappingLists: [{ resourceArn: arn }],
    });
    assert.deepEqual(group, { kind: "ours", id: "whole-apart-lims" });
    const attachment = "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment";
    const inputs = { networkInterfaceId: "eni-1", instanceId: "i-1" };
    const held = (instanceId: string) => ({
      attachments: [{ attachmentId: "eni-attach-1", instanceId }],
    });
    assert.deepEqual(await find(attachment, inputs, { attachments: [] }), { kind: "nothing" });
    const ours = await find(attachment, inputs, held("i-1"));
    assert.deepEqual(ours, { kind: "ours", id: "eni-attach-1" });
    assert.equal((await find(attachment, inputs, held("i-2"))).kind, "stranger");
  });

  it("know the rules of a firewall by their keys, in both directions", async () => {
    for (const [direction, name] of [
      ["securityGroupIngressRule", "SecurityGroupIngressRule"],
      ["securityGroupEgressRule", "SecurityGroupEgressRule"],
    ]) {
      const token = `aws:vpc/${direction}:${name}`;
      assert.deepEqual(await find(token, tagged, { ids: ["sgr-1"] }), {
        kind: "ours",
        id: "sgr-1",
      });
      assert.deepEqual(await find(token, tagged, { ids: [] }), { kind: "nothing" });
      assert.deepEqual(asked["tags"], { [idempotencyTag]: key });
    }
  });

  it("know a lock of Azure by its notes", async () => {
    const lock = "azure-native:authorization:ManagementLockByScope";
    const inputs = { scope: "/machine", lockName: "co-managed-production", notes: key };
    const found = (notes: string) => find(lock, inputs, { id: "/machine/lock", notes });
    assert.deepEqual(await found(key), { kind: "ours", id: "/machine/lock" });
    assert.equal((await found("somebody's")).kind, "stranger");
    const gone = "the lock could not be found";
    assert.deepEqual(await find(lock, inputs, gone), { kind: "nothing" });
  });

  it("find nothing where the platform has nothing", async () => {
    assert.deepEqual(await find("aws:ebs/volume:Volume", tagged, { ids: [] }), { kind: "nothing" });
    const gone = "error fetching virtual machine: vm 'lims-db-1' not found";
    assert.deepEqual(await find(machineToken, machine, gone), { kind: "nothing" });
  });

  it("never choose between two objects with one key", async () => {
    const found = await find("aws:ec2/instance:Instance", tagged, { ids: ["i-1", "i-2"] });
    assert.equal(found.kind, "stranger");
    assert.match(found.kind === "stranger" ? found.what : "", /i-1, i-2/);
  });

  it("find nothing for an object that carries no key, whatever stands there", async () => {
    const inputs = { tags: { Name: "lims-db-1" } };
    const found = await find("aws:ec2/instance:Instance", inputs, { ids: ["i-1"] });
    assert.deepEqual(found, { kind: "nothing" });
  });

  it("know a virtual machine by the key in its settings", async () => {
    const answer = { id: "42", folder: "…", extraConfig: { [idempotencySetting]: key } };
    const found = await find(machineToken, machine, answer);
    assert.deepEqual(found, { kind: "ours", id: machinePath });
    assert.equal(asked["name"], machinePath);
  });

  it("call a machine of the same name and another key a stranger", async () => {
    for (const extraConfig of [{}, { [idempotencySetting]: `${key}-other` }, undefined]) {
      const found = await find(machineToken, machine, { id: "42", extraConfig });
      assert.deepEqual(found, {
        kind: "stranger",
        what: `the virtual machine ${machinePath}`,
      });
    }
  });

  it("know tags and categories by their description", async () => {
    const inputs = {
      name: "chemistry/lims",
      categoryId: "c-1",
      description: "comanaged/chemistry/Service/lims",
    };
    const ours = await find("vsphere:index/tag:Tag", inputs, { ...inputs, id: "t-1" });
    assert.deepEqual(ours, {
      kind: "ours",
      id: '{"category_name":"Service","tag_name":"chemistry/lims"}',
    });
    const other = { id: "t-1", description: "by hand" };
    assert.equal((await find("vsphere:index/tag:Tag", inputs, other)).kind, "stranger");
    const category = { name: "Service", description: "comanaged/site/Service" };
    const token = "vsphere:index/tagCategory:TagCategory";
    assert.deepEqual(await find(token, category, { ...category, id: "c-1" }), {
      kind: "ours",
      id: "Service",
    });
  });

  it("know custom attributes by names that are ours alone, and roles by what they allow", async () => {
    const attribute = "vsphere:index/customAttribute:CustomAttribute";
    const found = await find(attribute, { name: "CoManagedKey" }, { id: "201" });
    assert.deepEqual(found, { kind: "ours", id: "CoManagedKey" });
    const role = "vsphere:index/role:Role";
    const inputs = { name: "Co-managed customer", rolePrivileges: ["A.b", "A.c"] };
    const judged = async (...rolePrivileges: readonly string[]) =>
      (await find(role, inputs, { rolePrivileges })).kind;
    assert.equal(await judged("System.Read", "A.c", "A.b"), "ours");
    assert.equal(await judged("A.b"), "stranger");
    assert.equal(await judged("A.b", "A.c", "A.d"), "stranger");
    assert.deepEqual(await find(role, inputs, "role not found"), { kind: "nothing" });
  });

  it("know an alias by the key that it names", async () => {
    const inputs = { name: "alias/comanaged-disks", targetKeyId: "k-1" };
    const token = "aws:kms/alias:Alias";
    assert.equal((await find(token, inputs, { targetKeyId: "k-1" })).kind, "ours");
    assert.equal((await find(token, inputs, { targetKeyId: "k-2" })).kind, "stranger");
    assert.equal(
      (await find(token, inputs, "reading KMS Alias: couldn't find resource")).kind,
      "nothing",
    );
  });

  it("know what stands on Azure by its name and its key", async () => {
    const inputs = { vmName: "lims-db-1", resourceGroupName: "co-managed-chemistry", ...tagged };
    const token = "azure-native:compute:VirtualMachine";
    const id = "/subscriptions/1/virtualMachines/lims-db-1";
    assert.deepEqual(await find(token, inputs, { id, ...tagged }), { kind: "ours", id });
    assert.deepEqual(asked, { vmName: "lims-db-1", resourceGroupName: "co-managed-chemistry" });
    for (const tags of [undefined, {}, { [idempotencyTag]: `${key}-other` }]) {
      assert.deepEqual(await find(token, inputs, { id, tags }), { kind: "stranger", what: id });
    }
    const { tags: _tags, ...keyless } = inputs;
    assert.equal((await find(token, keyless, { id, ...tagged })).kind, "stranger");
    for (const gone of [
      `Status=404 Code="ResourceNotFound" Message="The Resource 'x' was not found."`,
      `Status=404 Code="ResourceGroupNotFound" Message="Resource group 'x' could not be found."`,
    ]) {
      assert.equal((await find(token, inputs, gone)).kind, "nothing");
    }
    await assert.rejects(find(token, inputs, `Status=403 Code="AuthorizationFailed"`), /403/);
  });

  it("know a maintenance configuration by its name and its key", async () => {
    const inputs = { resourceName: "library-public", resourceGroupName: "co-managed", ...tagged };
    const token = "azure-native:maintenance:MaintenanceConfiguration";
    const id = "/subscriptions/1/maintenanceConfigurations/library-public";
    assert.deepEqual(await find(token, inputs, { id, ...tagged }), { kind: "ours", id });
    assert.deepEqual(await find(token, inputs, { id, tags: {} }), { kind: "stranger", what: id });
  });

  it("know an assignment by the configuration that it assigns", async () => {
    const token = "azure-native:maintenance:ConfigurationAssignmentsForSubscription";
    const configurationAssignmentName = "library-public";
    const maintenanceConfigurationId = "/subscriptions/1/maintenanceConfigurations/Public";
    const inputs = { configurationAssignmentName, maintenanceConfigurationId };
    const id = "/subscriptions/1/configurationAssignments/library-public";
    const lower = { id, maintenanceConfigurationId: maintenanceConfigurationId.toLowerCase() };
    assert.deepEqual(await find(token, inputs, lower), { kind: "ours", id });
    assert.deepEqual(asked, { configurationAssignmentName });
    for (const other of [{ id }, { id, maintenanceConfigurationId: "/subscriptions/1/other" }]) {
      assert.equal((await find(token, inputs, other)).kind, "stranger");
    }
    assert.equal((await find(token, { configurationAssignmentName }, lower)).kind, "stranger");
    const gone = `Status=404 Code="ResourceNotFound" Message="The Resource 'x' was not found."`;
    assert.equal((await find(token, inputs, gone)).kind, "nothing");
  });

  it("know a role by the key among its tags", async () => {
    const inputs = { name: "comanaged-chemistry-servers", ...tagged };
    const token = "aws:iam/role:Role";
    assert.deepEqual(await find(token, inputs, { ...inputs, id: inputs.name }), {
      kind: "ours",
      id: inputs.name,
    });
    const foreign = { ...inputs, tags: { [idempotencyTag]: `${key}-other` } };
    assert.equal((await find(token, inputs, foreign)).kind, "stranger");
    assert.equal((await find(token, inputs, { ...inputs, tags: {} })).kind, "stranger");
    const gone = "api error NoSuchEntity: The role with name x cannot be found.";
    assert.equal((await find(token, inputs, gone)).kind, "nothing");
  });

  it("know an instance profile by the role that it carries", async () => {
    const inputs = { name: "comanaged-chemistry-servers", role: "comanaged-chemistry-servers" };
    const token = "aws:iam/instanceProfile:InstanceProfile";
    const { name } = inputs;
    assert.equal((await find(token, inputs, { name, roleName: inputs.role })).kind, "ours");
    assert.equal((await find(token, inputs, { name, roleName: "admin" })).kind, "stranger");
    assert.equal((await find(token, inputs, { name, roleName: "" })).kind, "stranger");
  });

  it("know windows and baselines of Systems Manager by their tag", async () => {
    for (const [token, type, id] of [
      ["aws:ssm/maintenanceWindow:MaintenanceWindow", "maintenancewindow", "mw-1"],
      ["aws:ssm/patchBaseline:PatchBaseline", "patchbaseline", "pb-1"],
    ] as const) {
      const resourceArn = `arn:aws:ssm:eu-central-1:222222222222:${type}/${id}`;
      const answer = { resourceTagMappingLists: [{ resourceArn }] };
      assert.deepEqual(await find(token, tagged, answer), { kind: "ours", id });
      assert.deepEqual(asked["resourceTypeFilters"], [`ssm:${type}`]);
    }
  });

  it("know a document of Systems Manager by its name and its tag", async () => {
    const token = "aws:ssm/document:Document";
    const name = "comanaged-chemistry-patching-release";
    const inputs = { name, ...tagged };
    const mapped = (resource: string) => ({
      name,
      resourceTagMappingLists: [{ resourceArn: `arn:aws:ssm:eu-central-1:1:document/${resource}` }],
    });
    assert.deepEqual(await find(token, inputs, mapped(name)), { kind: "ours", id: name });
    assert.deepEqual(asked["resourceTypeFilters"], ["ssm:document"]);
    const strange = { kind: "stranger", what: `the document ${name}` };
    assert.deepEqual(await find(token, inputs, mapped("other")), strange);
    const none = { name, resourceTagMappingLists: [] };
    assert.deepEqual(await find(token, inputs, none), strange);
    assert.deepEqual(await find(token, { name }, mapped(name)), strange);
    const gone = `InvalidDocument: Document with name ${name} does not exist.`;
    assert.deepEqual(await find(token, inputs, gone), { kind: "nothing" });
    await assert.rejects(find(token, inputs, "AccessDeniedException"), /AccessDenied/);
  });

  it("allow members only in windows of the same run", () => {
    const windows = new FreshWindows();
    const task = "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask";
    assert.equal(windows.olderWindow(task, { windowId: "mw-1" }), "mw-1");
    windows.note("aws:ssm/patchBaseline:PatchBaseline", "mw-1");
    assert.equal(windows.olderWindow(task, { windowId: "mw-1" }), "mw-1");
    windows.note("aws:ssm/maintenanceWindow:MaintenanceWindow", "mw-1");
    assert.equal(windows.olderWindow(task, { windowId: "mw-1" }), undefined);
    assert.equal(
      windows.olderWindow("aws:ssm/patchGroup:PatchGroup", { windowId: "mw-2" }),
      undefined,
    );
  });

  it("do not take a failed look-up for an absent object", async () => {
    for (const failure of ["RequestLimitExceeded", "connection refused", "AccessDenied"]) {
      await assert.rejects(find(machineToken, machine, failure), new RegExp(failure));
      await assert.rejects(find("aws:ec2/instance:Instance", tagged, failure), new RegExp(failure));
    }
  });

  it("wait for what a preview cannot know", async () => {
    const inputs = { name: "1", categoryId: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" };
    assert.deepEqual(await find("vsphere:index/tag:Tag", inputs, { id: "t-1" }), {
      kind: "nothing",
    });
  });
});
