/**
 * What the file of a disk is called on its platform, by any name that the backup server has for it:
 * `winsrv88_1` for `winsrv88/winsrv88_1.vmdk`, `winsrv88_1-flat.vmdk`, and `winsrv88_1-flat.vmdk_2`,
 * which is a part of what it holds. With a snapshot a disk has another file, whose name begins so.
 */
export function diskStem(file: string): string {
  const name = (file.split(/[\\/]/).at(-1) ?? "").toLowerCase();
  return disk.exec(name)?.[1] ?? name;
}

const disk = /^(.+?)(?:-flat|-0000[0-9]{2}|_[0-9a-f-]{36})?\.(?:vmdk|a?vhdx?)(?:_[0-9]+)?$/;
