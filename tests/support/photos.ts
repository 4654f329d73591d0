import { crc32, deflateSync } from "node:zlib";

const marker = (kind: number, ...body: number[]) => [
  0xff,
  kind,
  (body.length + 2) >> 8,
  (body.length + 2) & 255,
  ...body,
];
const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

type Jpeg = {
  width?: number;
  height?: number;
  exif?: number[];
  comment?: string;
  behind?: string;
  salt?: number;
};

/** The bones of a JPEG: what a reader looks at, with an empty scan of a few bytes. */
export function jpeg({
  width = 640,
  height = 480,
  exif,
  comment,
  behind = "",
  salt = 0,
}: Jpeg = {}): Uint8Array {
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...marker(0xe0, ...letters("JFIF\0"), 1, 1, 0, 0, 1, 0, 1, 0, 0),
    ...(exif ? marker(0xe1, ...letters("Exif\0\0"), ...exif) : []),
    ...(comment ? marker(0xfe, ...letters(comment)) : []),
    ...marker(0xc0, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0),
    ...marker(0xda, 1, 1, 0, 0, 63, 0),
    ...[0x12, 0xff, 0x00, salt & 127, 0xff, 0xd0, 0x34],
    ...[0xff, 0xd9],
    ...letters(behind),
  ]);
}

/** What a phone writes: which way up, and where it was taken (tag 0x8825 with a latitude). */
export function exifWithPlace(turned = 6): number[] {
  const entry = (tag: number, type: number, count: number, value: number[]) => [
    ...[tag >> 8, tag & 255, 0, type, 0, 0, 0, count],
    ...value,
  ];
  const gpsAt = 8 + 2 + 24 + 4;
  return [
    ...letters("MM"),
    ...[0, 42, 0, 0, 0, 8, 0, 2],
    ...entry(0x0112, 3, 1, [0, turned, 0, 0]),
    ...entry(0x8825, 4, 1, [0, 0, 0, gpsAt]),
    ...[0, 0, 0, 0],
    ...[0, 1, ...entry(1, 2, 2, letters("N\0\0\0")), 0, 0, 0, 0],
    ...letters("52.5200 13.4050"),
  ];
}

export function png({ words = "", behind = "" } = {}): Uint8Array {
  const chunk = (kind: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(kind, "latin1"), body]);
    const around = Buffer.alloc(8);
    around.writeUInt32BE(body.length, 0);
    around.writeUInt32BE(crc32(named), 4);
    return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)]);
  };
  const head = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
  const rows = Buffer.from([0, 200, 30, 30, 30, 200, 30, 0, 30, 30, 200, 250, 250, 250]);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    ...(words ? [chunk("tEXt", Buffer.from(`Comment\0${words}`, "latin1"))] : []),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
    Buffer.from(behind, "latin1"),
  ]);
}

export function webp({ exif = "", behind = "" } = {}): Uint8Array {
  const chunk = (kind: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(body.length);
    return Buffer.concat([Buffer.from(kind, "latin1"), length, body, Buffer.alloc(body.length % 2)]);
  };
  const flags = Buffer.from([exif ? 0x08 : 0, 0, 0, 0, 9, 0, 0, 4, 0, 0]);
  const body = Buffer.concat([
    Buffer.from("WEBP", "latin1"),
    chunk("VP8X", flags),
    chunk("VP8L", Buffer.from([0x2f, 9, 0, 0, 0, 7, 7])),
    ...(exif ? [chunk("EXIF", Buffer.from(exif, "latin1"))] : []),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from("RIFF", "latin1"), length, body, Buffer.from(behind, "latin1")]);
}

export const heic = (): Uint8Array =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic", "latin1"), Buffer.alloc(80)]);

export const pdf = (behind = ""): Uint8Array =>
  Buffer.from(`%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n${behind}`, "latin1");
