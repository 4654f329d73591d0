import ts from "typescript";
import { below, type Finding, isTest, type Rule, roomOf } from "./tree.ts";

/** What a component shows or speaks, by whatever name it is handed on. */
const SHOWN =
  /^(label|title|subtitle|heading|placeholder|alt|content|error|details|message|prefix|suffix|helpText|text|summary|caption|description|tooltip|connectedTo|aria-label|accessibility(Label|Description)|label(Hidden|Action)?)$/;
const LETTERS = /\p{L}{2}/u;
/** Three words and more that begin like a sentence. */
const SENTENCE = /^\p{Lu}\p{Ll}*('\p{Ll}+)?( [\p{L}'’,;-]+){2,}/u;
/** Worth reading as code, which takes its time. */
const PERHAPS = /["'`]\p{Lu}\p{Ll}*('\p{Ll}+)? \p{L}/u;
/** Names of things that are called so in every language. */
const NAMES = /^(Lossbook|Shopify|QuickBooks|Xero|CSV|JSON|PDF|SKU|WO-\d+|https?:\/\/\S*)$/;
/** Told to whoever builds or runs this, and to nobody else. */
const FOR_US =
  /^(invariant|log|logger|console|ctx\.log|deps\.log|process|describe|z)\b|Error$|\.log\.|^crash/;
/** These write sentences of their own right: what the exports' formats and vendors' books prescribe. */
const SPEAKS_ANOTHER_TONGUE = /^app\/(db|domain|adapters\/(shopify|accounting)|exports|worker|env)/;

/** Every sentence a person reads stands in the locale files: in pages, extensions, letters and papers. */
export const sentencesStandInLocales: Rule = (tree) =>
  below(tree, "app", "extensions")
    .filter(([path]) => /\.tsx?$/.test(path) && !isTest(path) && !/\/(tests|generated)\/|\.d\.ts$/.test(path))
    .filter(([path, text]) => path.endsWith(".tsx") || PERHAPS.test(text))
    .flatMap(([path, text]) => {
      const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
      const found: Finding[] = [];
      const visit = (node: ts.Node): void => {
        const said = saidAt(node, path);
        if (said) found.push(`${path}:${lineOf(source, node)} says "${said}" outside the locale files`);
        ts.forEachChild(node, visit);
      };
      visit(source);
      return found;
    });

function saidAt(node: ts.Node, path: string): string | null {
  if (ts.isJsxText(node)) return sayable(node.text.trim());
  if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node) && !ts.isTemplateHead(node))
    return null;
  const text = node.text.trim();
  const isTsx = path.endsWith(".tsx");
  if (isTsx && isShown(node)) return sayable(text);
  const isPlace = isTsx || !SPEAKS_ANOTHER_TONGUE.test(path) || /mail|pdf|news|paper/.test(path);
  return isPlace && roomOf(path) !== undefined && SENTENCE.test(text) && !isForUs(node) ? text : null;
}

function sayable(text: string): string | null {
  const words = text.replace(/^[^\p{L}]+|[^\p{L}\p{N}]+$/gu, "");
  return LETTERS.test(words) && !NAMES.test(words) ? text : null;
}

/** The value of an attribute or property with a speaking name, or a text between tags. */
function isShown(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isJsxAttribute(parent)) {
    return SHOWN.test(parent.name.getText()) && !/^meta\b/.test(parent.parent.parent.getText().slice(1));
  }
  if (ts.isPropertyAssignment(parent) && parent.initializer === node)
    return SHOWN.test(parent.name.getText());
  if (ts.isJsxExpression(parent)) return ts.isJsxAttribute(parent.parent) ? isShown(parent) : true;
  if (ts.isConditionalExpression(parent)) return parent.condition !== node && isShown(parent);
  const isEither = ts.isBinaryExpression(parent) && /^(\|\||&&|\?\?)$/.test(parent.operatorToken.getText());
  if (isEither || ts.isParenthesizedExpression(parent)) return isShown(parent);
  return ts.isTemplateExpression(parent) && isShown(parent);
}

function isForUs(node: ts.Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isThrowStatement(at) || ts.isTaggedTemplateExpression(at) || ts.isImportDeclaration(at))
      return true;
    if ((ts.isCallExpression(at) || ts.isNewExpression(at)) && FOR_US.test(at.expression.getText()))
      return true;
  }
  return false;
}

function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}
