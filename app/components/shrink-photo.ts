/** Enough to read a label or a date on. */
const SIDE_MAX = 2_000;
const SMALL_BYTES = 700_000;
const QUALITY = 0.85;

/**
 * A smaller picture for slow connections. It is drawn anew, so nothing of what the phone wrote beside it goes
 * along. What the browser cannot draw goes as it is.
 */
export async function shrinkPhoto(file: File): Promise<Blob> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
    const isSmall = scale === 1 && file.size <= SMALL_BYTES;
    const drawn = isSmall ? null : await draw(picture, scale);
    picture.close();
    return drawn && drawn.size < file.size ? drawn : file;
  } catch {
    return file;
  }
}

function draw(picture: ImageBitmap, scale: number): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) return Promise.resolve(null);
  // A JPEG has no glass: what was clear would turn black.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
