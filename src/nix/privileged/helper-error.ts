import { NixError } from '#base/errors.ts';

/** The root helper: it does not run, does not let us ask, goes away in the middle or says what is no answer. */
export class HelperError extends NixError {}
