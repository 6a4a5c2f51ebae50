import { type Document, isAlias, isMap, isScalar, type Scalar, YAMLMap } from 'yaml';
import { ConfigError } from '#base/errors.ts';
import type { SettingPath } from './merge.ts';
import { SETTINGS_VERSION } from './migrations.ts';
import { type ParsedSettings, parseSettings } from './parse-settings.ts';

/**
 * `text` with the setting at `path` set to `value`, or taken out when that is undefined; comments and order stay.
 * `text` has to be YAML. Throws `ConfigError` `bad-settings` where a reference is in the way.
 */
export function editText(text: string, path: SettingPath, value: unknown): string {
  const parsed = parseSettings(text);
  const spliced = value === undefined ? undefined : splice(parsed, path, value);
  return spliced ?? rewritten(parsed, path, value);
}

/** A plain value is replaced where it stands, so that nothing else of the file moves. */
function splice({ document, text }: ParsedSettings, path: SettingPath, value: unknown): string | undefined {
  const node = document.getIn(path, true);
  const isSimple = typeof value !== 'object' && isScalar(node) && node.anchor === undefined && !node.tag;
  if (!isSimple || !node.range || node.type?.startsWith('BLOCK')) return undefined;
  const [start, end] = node.range;
  return start === end ? undefined : text.slice(0, start) + scalarText(value, node) + text.slice(end);
}

function scalarText(value: unknown, old: Scalar): string {
  const quoted = JSON.stringify(value);
  if (typeof value !== 'string' || old.type?.startsWith('QUOTE')) return quoted;
  const isPlain = /^[A-Za-z][\w-]*$/.test(value) && parseSettings(`a: ${value}`).written.a === value;
  return isPlain ? value : quoted;
}

function rewritten({ document, text }: ParsedSettings, path: SettingPath, value: unknown): string {
  if (!isMap(document.contents)) begin(document);
  if (value === undefined) remove(document, path);
  else {
    for (let depth = 1; depth < path.length; depth++) makeSection(document, path.slice(0, depth));
    document.setIn(path, value);
  }
  if (isMap(document.contents) && document.contents.items.length === 0) document.contents = null;
  const result = document.toString({ lineWidth: 0 });
  return text.includes('\r\n') ? result.replaceAll(/\r?\n/g, '\r\n') : result;
}

/** A file without settings gets its version; what is said in it stays on top. */
function begin(document: Document): void {
  const comments = [document.commentBefore, document.comment].filter((comment) => comment);
  document.contents = document.createNode({ version: SETTINGS_VERSION });
  document.commentBefore = comments.length > 0 ? comments.join('\n') : null;
  document.comment = null;
}

/** A section of which only the name is left, and what is commented out in it, holds nothing. */
function makeSection(document: Document, path: SettingPath): void {
  const node = document.getIn(path, true);
  if (isMap(node)) return;
  if (!isAlias(node)) {
    const section = new YAMLMap();
    if (isScalar(node)) section.commentBefore = node.commentBefore ?? node.comment ?? null;
    return void document.setIn(path, section);
  }
  throw new ConfigError(
    'bad-settings',
    `${path.join('.')} is a reference (*${node.source}) in the settings: change it by hand.`,
  );
}

/** A section that holds nothing more goes with its last setting. */
function remove(document: Document, path: SettingPath): void {
  if (!document.hasIn(path)) return;
  document.deleteIn(path);
  const section = path.slice(0, -1);
  const rest = section.length > 0 ? document.getIn(section) : undefined;
  if (isMap(rest) && rest.items.length === 0) remove(document, section);
}
