import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exifWithPlace, heic, jpeg, pdf, png, webp } from "#tests/support/photos.ts";
import { fileNameOf } from "./file-name.ts";
import { readFile } from "./read-file.ts";

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

function kept(bytes: Uint8Array): Uint8Array {
  const read = readFile(bytes);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value.kept;
}

const codeOf = (bytes: Uint8Array) => {
  const read = readFile(bytes);
  return read.ok ? read.value.mediaType : read.problems[0]?.code;
};

describe("a file", () => {
  it.each([
    ["image/jpeg", jpeg(), 640, 480],
    ["image/png", png(), 2, 2],
    ["image/webp", webp(), 10, 5],
    ["image/heic", heic(), null, null],
    ["application/pdf", pdf(), null, null],
  ] as const)("is %s by its bytes, with its size as a picture", (mediaType, bytes, width, height) => {
    expect(readFile(bytes)).toMatchObject({ ok: true, value: { mediaType, width, height } });
  });

  it.each([
    ["nothing", ""],
    ["a page", "<!doctype html><script>alert(1)</script>"],
    ["a drawing with a script", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ["an archive", "PK\x03\x04\x14\0\0\0"],
    ["a program", "MZ\x90\0\x03"],
    ["a GIF", "GIF89a\x01\0\x01\0\x80\0\0"],
    ["a PDF behind something else", "GET / HTTP/1.1\n%PDF-1.4\n%%EOF"],
    ["letters that only begin like a picture", "\x89PN"],
    ["a film that calls itself ftyp", "\0\0\0\x18ftypisom\0\0\0\0isom"],
  ])("that is %s is refused, whatever it is called", (_, text) => {
    expect(codeOf(bytesOf(text))).toBe("file-kind");
  });

  it.each([
    ["JPEG cut in its scan", jpeg().slice(0, -6)],
    ["JPEG without a frame", Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)],
    [
      "JPEG whose segment is longer than the file",
      Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 1, 2, 3),
    ],
    ["PNG without its end", png().slice(0, -12)],
    ["PNG whose first chunk is no header", Uint8Array.from([...png().slice(0, 8), ...png().slice(33)])],
    ["WebP without a picture", webp().slice(0, 30)],
    ["PDF without its end", bytesOf("%PDF-1.7\nnothing more")],
  ])("that is a %s is damaged, and said to be", (_, bytes) => {
    expect(codeOf(bytes)).toBe("file-broken");
  });

  it("of more than 15 MB, or of more pixels than a reader can bear, is refused with the most there may be", () => {
    expect(readFile(new Uint8Array(15_000_001))).toMatchObject({
      problems: [{ code: "file-too-large", facts: { megabytesMax: 15 } }],
    });
    expect(codeOf(jpeg({ width: 60_000, height: 60_000 }))).toBe("picture-too-large");
  });
});

describe("a picture that is kept", () => {
  it("says nowhere where it was taken, and still which way up it is", () => {
    const bytes = jpeg({ exif: exifWithPlace(6), comment: "Kreuzberg" });
    expect(latin1(bytes)).toContain("52.5200");
    const clean = latin1(kept(bytes));
    expect(clean).not.toContain("52.5200");
    expect(clean).not.toContain("Kreuzberg");
    expect(clean).toContain("Exif\0\0MM");
    expect(kept(kept(bytes))).toEqual(kept(bytes));
    expect(latin1(kept(png({ words: "52.5200" })))).not.toContain("52.5200");
    const film = latin1(kept(webp({ exif: "52.5200" })));
    expect(film).not.toContain("52.5200");
    expect(kept(webp({ exif: "52.5200" }))).toEqual(kept(webp()));
  });

  it.each([
    ["JPEG", jpeg, "PK\x03\x04 evil.exe"],
    ["PNG", png, "<script>alert(1)</script>"],
    ["WebP", webp, "%PDF-1.4 %%EOF"],
  ] as const)("as %s ends where the picture ends: nothing rides behind it", (_, make, behind) => {
    expect(kept(make({ behind }))).toEqual(kept(make()));
  });

  it("does not depend on anything but the picture, so that sending it again gives the same hash", () => {
    expect(kept(jpeg({ comment: "one" }))).toEqual(kept(jpeg({ comment: "two" })));
    expect(kept(jpeg({ salt: 1 }))).not.toEqual(kept(jpeg({ salt: 2 })));
  });

  it("is never broken by bytes nobody foresaw", () => {
    const start = fc.constantFrom(jpeg({ exif: exifWithPlace() }), png({ words: "x" }), webp({ exif: "x" }));
    fc.assert(
      fc.property(
        start,
        fc.nat(200),
        fc.uint8Array({ maxLength: 60 }),
        fc.boolean(),
        (whole, at, more, cut) => {
          const bytes = Uint8Array.from([
            ...whole.slice(0, at),
            ...more,
            ...(cut ? [] : whole.slice(at + more.length)),
          ]);
          const read = readFile(bytes);
          if (read.ok) expect(readFile(read.value.kept)).toEqual(read);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("a file's name", () => {
  it.each([
    ["../../etc/passwd", "passwd.jpg"],
    ["C:\\fakepath\\shelf 3.JPG", "shelf 3.jpg"],
    ["evil.html", "evil.html.jpg"],
    ["photo\u202Egpj.exe", "photo gpj.exe.jpg"],
    ["a\r\nSet-Cookie: x=1.jpeg", "a Set-Cookie x=1.jpeg"],
    ["", "photo.jpg"],
    ["..", "photo.jpg"],
    ["\ufffd", "photo.jpg"],
    ["   .jpg", "jpg.jpg"],
    ["Ñandú – año.jpg", "Ñandú – año.jpg"],
    ["破損.jpg", "破損.jpg"],
  ])("%j becomes %j", (given, name) => {
    expect(fileNameOf(given, "image/jpeg")).toBe(name);
  });

  it("fits the database, whatever it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (given) => {
        const name = fileNameOf(given, "image/png");
        expect(name.length).toBeLessThanOrEqual(120);
        expect(name).toMatch(/^[^/\\\p{Cc}]+\.png$/u);
        expect(name.isWellFormed()).toBe(true);
      }),
    );
  });
});
