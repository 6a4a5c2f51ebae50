import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of an archive; what is left out is as it should be. */
export interface ZipEntry {
  name: string;
  data?: Uint8Array | string;
  /** File type and permissions, as Unix has them; 0: none told. */
  mode?: number;
  stored?: boolean;
  method?: number;
  flags?: number;
  crc?: number;
  /** What the archive says of the unpacked size. */
  claimedSize?: number;
}

/** The bytes of a zip archive: as honest or as lying as its entries. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.data ?? '');
    const packed = entry.stored ? data : deflateRawSync(data, { level: 1 });
    const name = Buffer.from(entry.name, 'utf8');
    const { mode = 0o100644, crc = crc32(data), claimedSize = data.length, flags = 0 } = entry;
    const method = entry.method ?? (entry.stored ? 0 : 8);
    // UTF-8 names.
    const shared = [20, 0x800 | flags, method, 0, 0x21] as const;
    const sizes = [crc, packed.length, claimedSize] as const;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    shared.forEach((value, at) => void local.writeUInt16LE(value, 4 + 2 * at));
    sizes.forEach((value, at) => void local.writeUInt32LE(value >>> 0, 14 + 4 * at));
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(0x0314, 4);
    shared.forEach((value, at) => void central.writeUInt16LE(value, 6 + 2 * at));
    sizes.forEach((value, at) => void central.writeUInt32LE(value >>> 0, 16 + 4 * at));
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    files.push(local, name, packed);
    directory.push(central, name);
    offset += local.length + name.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, central, end]);
}
