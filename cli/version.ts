/** The version of this program, as published. */
import manifest from '../package.json' with { type: 'json' };

export const { version } = manifest;
