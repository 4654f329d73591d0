import { crc32, deflateSync } from "node:zlib";

const WIDTH = 240;
const HEIGHT = 180;

/** A picture that could be a photo of something broken: a round thing on a table, with a crack of its own. */
export function drawPhoto(seed: number): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: HEIGHT }, (_, y) => {
    const pixels = Array.from({ length: WIDTH }, (_, x) => colorAt(x, y, seed));
    return Buffer.from([0, ...pixels.flat()]);
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const body = deflateSync(Buffer.concat(rows));
  return new Uint8Array(
    Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", body), chunk("IEND", Buffer.alloc(0))]),
  );
}

function colorAt(x: number, y: number, seed: number): [number, number, number] {
  const shade = Math.round((y / HEIGHT) * 40);
  const radius = Math.hypot(x - WIDTH / 2, (y - HEIGHT / 2) * 1.1);
  if (radius > 66) return [196 - shade, 178 - shade, 152 - shade];
  const crack = Math.abs(x - WIDTH / 2 - Math.sin(y / (9 + (seed % 7))) * 12 - (seed % 23) + 11);
  if (crack < 2) return [52, 44, 40];
  const light = Math.round(66 - radius);
  return [90 + ((seed * 37) % 110) + light, 80 + ((seed * 53) % 90) + light, 96 + light];
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
