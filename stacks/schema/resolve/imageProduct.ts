import type { OperatingSystem } from "../../../components/service/operatingSystem.js";
import {
  familyOf,
  type PatchProduct,
  patchProducts,
} from "../../../components/service/patchProducts.js";
import type { Path, Report } from "../report/finding.js";
import { oneOf } from "../report/wording.js";

/** An image whose product is of another family of operating systems is reported. */
export function checkProduct(
  os: OperatingSystem | undefined,
  product: PatchProduct | undefined,
  path: Path,
  report: Report,
): void {
  if (os !== undefined && product !== undefined && familyOf(product) !== os) {
    report({
      path: [...path, "product"],
      at: "value",
      message: `${product} is ${familyOf(product)}, and the image says os: ${os}`,
      allowed: oneOf(patchProducts.filter((one) => familyOf(one) === os)),
      fix: `Name the product of the image, or write os: ${familyOf(product)}.`,
    });
  }
}
