/** One style for the inside of every element; close to the admin's own, and with its contrasts. */
export const elementStyle = `
:host { display: block; }
:host([slot="secondary-actions"]), :host([slot="primary-action"]) { display: inline-block; }
* { box-sizing: border-box; font: inherit; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
.action { display: flex; flex-direction: column; }
.action-body { padding: 16px; }
.action-foot { position: sticky; bottom: 0; display: flex; flex-wrap: wrap; justify-content: flex-end;
  gap: 8px;
  padding: 12px 16px; border-top: 1px solid #e3e3e3; background: #fff; }
.block { padding: 0 16px 16px; }
.list { display: block; padding-inline-start: 18px; }
.list-item { display: list-item; list-style: disc; }
.stack { display: flex; }
.stack.block { flex-direction: column; }
.stack.inline { flex-direction: row; flex-wrap: wrap; }
.grid { display: grid; }
.rounded { border-radius: 8px; }
.background-subdued { background: #f3f3f3; }
.background-base { background: #fff; }
.background-strong { background: #e3f1ec; }
.border-base { border: 1px solid #8a8a8a; }
.border-strong { border: 2px solid #0b5c4b; }
hr { border: 0; border-top: 1px solid #e3e3e3; margin: 0; }
.heading { margin: 0; font-weight: 650; }
p.text { margin: 0; }
strong.text, .banner strong { font-weight: 650; }
.text.subdued { color: #5c5c5c; }
.text.tabular-nums { font-variant-numeric: tabular-nums; }
.tone-critical { color: #8e1f0b; }
.button { display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-height: 36px;
  padding: 6px 14px;
  border: 1px solid #8a8a8a; border-radius: 8px; background: #fff; color: #303030; font-weight: 600;
    text-decoration: none;
  cursor: pointer; }
.button:hover { background: #f3f3f3; }
.button.primary { background: #303030; border-color: #303030; color: #fff; }
.button.primary:hover { background: #1a1a1a; }
.button.tertiary { border-color: transparent; background: none; min-height: 28px; padding: 2px;
  margin-left: auto; }
.button:disabled { background: #ebebeb; border-color: #d4d4d4; color: #5c5c5c; cursor: default; }
.button:disabled .faded { opacity: .75; }
:is(button, a, input, select, textarea):focus-visible { outline: 2px solid #005bd3; outline-offset: 2px; }
.link { color: #005bd3; }
.clickable { display: flex; align-items: center; width: 100%; height: 100%; padding: 6px 12px;
  border-radius: 8px; border-width: 1px;
  color: #303030; text-align: start; cursor: pointer; }
.clickable:not(.border-strong):not(.border-base) { border-color: transparent; }
.clickable:hover:not(:disabled):not(.background-strong) { background: #f3f3f3; }
.clickable:disabled { color: #5c5c5c; background: #f3f3f3; cursor: default; }
.chip { min-height: 44px; padding: 4px 14px; border: 1px solid #8a8a8a; border-radius: 22px; background: #fff;
  color: #303030; }
.chip.strong { background: #303030; color: #fff; }
.field { display: flex; flex-direction: column; gap: 4px; }
.field label, legend { color: #303030; }
.required { color: #5c5c5c; }
input:not([type]), input[type="text"], select, textarea { width: 100%; min-height: 36px; padding: 6px 12px;
  border: 1px solid #8a8a8a;
  border-radius: 8px; background: #fff; color: #303030; }
input[type="text"], select, textarea { font-size: 14px; }
.drop { width: 100%; min-height: 72px; padding: 24px 12px; border: 1px dashed #8a8a8a; border-radius: 8px; }
@media (pointer: coarse) {
  input[type="text"], select, textarea { font-size: 16px; min-height: 44px; }
  .button { min-height: 44px; }
}
textarea { resize: vertical; }
[aria-invalid="true"] { border-color: #8e1f0b !important; background: #fff7f5; }
:disabled:is(input, select, textarea) { background: #f3f3f3; color: #5c5c5c; }
.error, .details { margin: 0; }
.error { color: #8e1f0b; }
.details { color: #5c5c5c; }
fieldset { border: 0; margin: 0; padding: 0; }
.choice { display: flex; align-items: center; gap: 8px; min-height: 36px; }
.banner { border-radius: 8px; overflow: hidden; border: 1px solid #d4d4d4; }
.banner-head { display: flex; align-items: center; gap: 8px; padding: 8px 12px; background: #e0f0ff;
  color: #00527c; }
.banner.success .banner-head { background: #cdfee1; color: #0c5132; }
.banner.warning .banner-head { background: #ffef9d; color: #4f4700; }
.banner.critical .banner-head { background: #fedad9; color: #8e1f0b; }
.banner-body { padding: 10px 12px; background: #fff; color: #303030; }
.glyph { flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round;
  stroke-linejoin: round; }
:host(s-icon), :host(s-spinner), :host(s-badge), :host(s-thumbnail), :host(s-link) { display: inline-flex; }
:host(s-text) { display: inline; }
.spinner { display: inline-block; width: 20px; height: 20px; border: 2px solid #d4d4d4;
  border-top-color: #303030; border-radius: 50%;
  animation: turn 0.8s linear infinite; }
.spinner.small { width: 14px; height: 14px; }
@keyframes turn { to { rotate: 1turn; } }
@media (prefers-reduced-motion: reduce) { .spinner { animation-duration: 4s; } }
.badge { padding: 2px 8px; border-radius: 8px; background: #e3e3e3; font-size: 12px; font-weight: 550; }
.badge.success { background: #cdfee1; color: #0c5132; }
.badge.critical { background: #fedad9; color: #8e1f0b; }
.badge.warning, .badge.caution { background: #ffef9d; color: #4f4700; }
.thumbnail { width: 40px; height: 40px; border-radius: 8px; overflow: hidden; border: 1px solid #e3e3e3; }
.thumbnail img { width: 100%; height: 100%; object-fit: cover; }
`;
