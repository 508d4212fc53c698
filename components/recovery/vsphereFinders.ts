import * as vsphere from "@pulumi/vsphere";
import { z } from "zod";
import { idempotencySetting } from "../service/tags.js";
import {
  type Finder,
  type Found,
  nothing,
  type ObjectInputs,
  type Scope,
  text,
  unlessMissing,
} from "./finder.js";

/** Finders for the vSphere objects that the components create, by type token. */
export const vsphereFinders: Readonly<Record<string, Finder>> = {
  "vsphere:index/virtualMachine:VirtualMachine": findMachine,
  "vsphere:index/customAttribute:CustomAttribute": findAttribute,
  "vsphere:index/folder:Folder": findFolder,
  "vsphere:index/role:Role": findRole,
  "vsphere:index/tagCategory:TagCategory": findCategory,
  "vsphere:index/tag:Tag": findTag,
};

/** A machine is ours when the key in its settings is that of the inputs. */
async function findMachine(inputs: ObjectInputs, scope: Scope): Promise<Found> {
  const name = text(inputs, "name") ?? "";
  const path = `${machineFolder(scope)}/${text(inputs, "folder")}/${name}`;
  const key = text(inputs, "extraConfig", idempotencySetting);
  const probe = { [idempotencySetting]: "" };
  const machine = await unlessMissing(
    vsphere.getVirtualMachine({ name: path, extraConfig: probe }, scope.invoke),
  );
  if (machine === undefined) {
    return nothing;
  }
  return key !== undefined && machine.extraConfig?.[idempotencySetting] === key
    ? { kind: "ours", id: path }
    : { kind: "stranger", what: `the virtual machine ${path}` };
}

/**
 * A folder carries no key. Its path lies below the site's folder and names the estate, and an
 * empty folder taken over by mistake loses nothing, so the path decides.
 */
async function findFolder(inputs: ObjectInputs, scope: Scope): Promise<Found> {
  const path = `${machineFolder(scope)}/${text(inputs, "path")}`;
  const folder = await unlessMissing(vsphere.getFolder({ path }, scope.invoke));
  return folder === undefined ? nothing : { kind: "ours", id: path };
}

/** A custom attribute carries no key; its name, which is in nobody else's words, decides. */
async function findAttribute(inputs: ObjectInputs, scope: Scope): Promise<Found> {
  const name = text(inputs, "name") ?? "";
  const found = await unlessMissing(vsphere.getCustomAttribute({ name }, scope.invoke));
  return found === undefined ? nothing : { kind: "ours", id: name };
}

/** A role is imported by its number. It carries no key; one of the name that allows exactly what ours does is as good as ours. */
async function findRole(inputs: ObjectInputs, scope: Scope): Promise<Found> {
  const label = text(inputs, "name") ?? "";
  const found = await unlessMissing(vsphere.getRole({ label }, scope.invoke));
  if (found === undefined) {
    return nothing;
  }
  const privileges = new Set(found.rolePrivileges?.filter((id) => !id.startsWith("System.")));
  const wanted = z.array(z.string()).parse(inputs["rolePrivileges"]);
  return wanted.length === privileges.size && wanted.every((id) => privileges.has(id))
    ? { kind: "ours", id: found.id }
    : { kind: "stranger", what: `the role ${label}` };
}

/** A tag category carries its key as its description. */
async function findCategory(inputs: ObjectInputs, scope: Scope): Promise<Found> {
  const name = text(inputs, "name") ?? "";
  const found = await unlessMissing(vsphere.getTagCategory({ name }, scope.invoke));
  return byDescription(found, inputs, `the tag category ${name}`, name);
}

/** A tag carries its key as its description. */
async function findTag(inputs: ObjectInputs, scope: Scope): Promise<Found> {
  const name = text(inputs, "name") ?? "";
  const categoryId = text(inputs, "categoryId");
  if (categoryId === undefined) {
    return nothing;
  }
  const found = await unlessMissing(vsphere.getTag({ name, categoryId }, scope.invoke));
  const id = JSON.stringify({ category_name: tagCategory(inputs), tag_name: name });
  return byDescription(found, inputs, `the tag ${name}`, id);
}

/** The name of a tag's category, which the provider's import wants and the inputs have as an id. */
function tagCategory(inputs: ObjectInputs): string {
  return text(inputs, "description")?.split("/")[2] ?? "";
}

function machineFolder({ datacenter }: Scope): string {
  return `/${datacenter}/vm`;
}

function byDescription(
  found: { readonly description: string } | undefined,
  inputs: ObjectInputs,
  what: string,
  id: string,
): Found {
  if (found === undefined) {
    return nothing;
  }
  return found.description === text(inputs, "description")
    ? { kind: "ours", id }
    : { kind: "stranger", what };
}
