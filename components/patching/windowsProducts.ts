import type { PatchProduct } from "../service/patchProducts.js";

/**
 * The products in the words of Windows Update and of WSUS, which do not translate them. Microsoft
 * publishes the updates of Windows Server 2022 and 2025 under the names of their releases.
 */
export const windowsProducts: Readonly<Partial<Record<PatchProduct, string>>> = {
  "windows-server-2019": "Windows Server 2019",
  "windows-server-2022": "Microsoft Server operating system-21H2",
  "windows-server-2025": "Microsoft Server Operating System-24H2",
};
