/** Stands in for the camera: what is typed here is what it has read. Put away, it fails as Shopify's does. */
export function scanCode(): Promise<{ data: string }> {
  const dialog = document.createElement("dialog");
  dialog.className = "camera";
  dialog.setAttribute("aria-label", "Camera");
  dialog.innerHTML = `<form method="dialog">
    <label>The camera reads<input name="code" autocomplete="off"></label>
    <button value="read">Read</button> <button value="close" formnovalidate>Put away</button></form>`;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve, reject) => {
    dialog.addEventListener("close", () => {
      const code = dialog.querySelector("input")?.value.trim() ?? "";
      dialog.remove();
      if (dialog.returnValue === "read" && code) resolve({ data: code });
      else reject(new Error("The scan was cancelled"));
    });
  });
}
