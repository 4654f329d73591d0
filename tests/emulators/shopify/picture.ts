import type { ScenarioPicture } from "../../../prisma/scenarios/scenario.ts";

const shapes: Record<ScenarioPicture["shape"], string> = {
  mug: '<path d="M24 28h40v44a8 8 0 0 1-8 8H32a8 8 0 0 1-8-8z"/><path d="M64 38h8a10 10 0 0 1 0 22h-8" fill="none" stroke-width="6"/>',
  plate: '<circle cx="50" cy="50" r="34"/><circle cx="50" cy="50" r="20" fill="#fff" fill-opacity=".35"/>',
  bottle: '<path d="M42 14h16v16l8 12v40a6 6 0 0 1-6 6H40a6 6 0 0 1-6-6V42l8-12z"/>',
  shirt: '<path d="M34 20h32l20 14-10 16-8-5v37H32V45l-8 5-10-16z"/>',
  box: '<path d="M50 16 82 32v36L50 84 18 68V32z"/><path d="M18 32l32 16 32-16M50 48v36" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="3"/>',
  card: '<rect x="16" y="30" width="68" height="42" rx="6"/><path d="M16 44h68" stroke="#fff" stroke-opacity=".5" stroke-width="6"/>',
};

/** Products carry small drawings, so that the demo needs no pictures from anywhere. */
export function drawPicture({ shape, color }: ScenarioPicture): string {
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="400" height="400">' +
    `<rect width="100" height="100" fill="#f4f4f2"/><g fill="${color}" stroke="${color}">${shapes[shape]}</g></svg>`
  );
}

export function picturePath({ shape, color }: ScenarioPicture): string {
  return `/_emulator/pictures/${shape}-${color.replace("#", "")}.svg`;
}

export function pictureAt(path: string): string | null {
  const [, shape, color] = /^\/_emulator\/pictures\/([a-z]+)-([0-9a-f]{6})\.svg$/.exec(path) ?? [];
  if (!shape || !color || !(shape in shapes)) return null;
  return drawPicture({ shape: shape as ScenarioPicture["shape"], color: `#${color}` });
}
