import { z } from "zod";
import { operatingSystems } from "../../components/service/operatingSystem.js";
import { patchProducts } from "../../components/service/patchProducts.js";
import { imageId } from "./fields/amazon.js";
import { choice, flag } from "./fields/choice.js";
import { imagePart, imageVersion } from "./fields/microsoft.js";
import { size } from "./fields/size.js";
import { objectName } from "./fields/text.js";
import { hypervImage } from "./hypervOffer.js";
import { physicalImage } from "./physicalOffer.js";

/** What machines on vSphere are cloned from. It counts at their birth only. */
export const vsphereImage = z
  .strictObject({
    template: objectName.describe("The template in vCenter.").optional(),
    library: objectName
      .describe("In place of a template: the content library that holds the item.")
      .optional(),
    item: objectName.describe("The item of the content library: a template or an OVF.").optional(),
  })
  .meta({ oneOf: [{ required: ["template"] }, { required: ["library", "item"] }] })
  .describe("The image on vSphere; absent where it is not offered.");

/** An operating system and what it starts from on each platform that has it. */
export const image = z
  .strictObject({
    os: choice("an operating system", operatingSystems).describe(
      "The family of the operating system.",
    ),
    product: choice("a product", patchProducts).describe(
      "The vendor's product whose patches are installed; patches of anything else never are.",
    ),
    minimumSystemDisk: size.describe("The smallest system disk that holds it, such as 20 GiB."),
    tpm: flag
      .default(false)
      .describe("Whether servers have a virtual TPM when they say nothing about it."),
    vsphere: vsphereImage.optional(),
    hyperv: hypervImage.optional(),
    physical: physicalImage.optional(),
    aws: z
      .strictObject({
        ami: imageId.describe("The AMI, in the region of the catalog's key."),
        tpm: flag
          .default(false)
          .describe("Whether the AMI starts through UEFI and supports NitroTPM."),
      })
      .describe("The image on AWS; absent where it is not offered.")
      .optional(),
    azure: z
      .strictObject({
        publisher: imagePart.describe("The publisher of the marketplace image."),
        offer: imagePart.describe("The offer of the marketplace image."),
        sku: imagePart.describe("The SKU; of generation 2, because machines start trusted."),
        version: imageVersion.describe("The version; it counts at birth only."),
      })
      .describe("The image on Azure; absent where it is not offered.")
      .optional(),
  })
  .describe("An operating system and what it starts from on each platform.");
