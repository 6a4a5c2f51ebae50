'use strict';
const { registerHooks } = require('node:module');
const { dirname } = require('node:path');
const { pathToFileURL } = require('node:url');

const OURS = `${pathToFileURL(dirname(__dirname))}/src/`;
const ZOD = '/node_modules/zod/';
const FORMATS = { ts: 'module-typescript', json: 'json' };
const packages = new Map();

// Where our modules and zod's are is told by their names. Node would look four times at the disk for each, and there are
// four hundred: a sixth of a start. Of zod's messages only the English ones are loaded.
registerHooks({
  resolve(name, context, next) {
    if (!context.conditions.includes('import')) return next(name, context);
    const from = context.parentURL ?? '';
    if (name.startsWith('node:')) return found(name, 'builtin');
    if (name.startsWith('#')) return found(`${OURS}${name.slice(1)}`);
    if (name.startsWith('.')) {
      if (from.startsWith(OURS)) return found(new URL(name, from).href);
      if (from.includes(ZOD))
        return found(new URL(name.replace('/locales/index.js', '/locales/en.js'), from).href, 'module');
    } else if (from.startsWith(OURS)) {
      const known = packages.get(name) ?? next(name, context);
      packages.set(name, known);
      return { ...known, shortCircuit: true };
    }
    return next(name, context);
  },
});

function found(url, format = FORMATS[url.slice(url.lastIndexOf('.') + 1)]) {
  return { url, format, shortCircuit: true };
}
