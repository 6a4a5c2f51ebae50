'use strict';
// Given to Node by --require: at the end it prints each module that was loaded, a line each, to stderr.
const { writeSync } = require('node:fs');
const { registerHooks } = require('node:module');

const loaded = [];
registerHooks({
  load(url, context, next) {
    loaded.push(url);
    return next(url, context);
  },
});
process.on('exit', () => writeSync(2, `${loaded.join('\n')}\n`));
