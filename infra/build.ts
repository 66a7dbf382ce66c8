/** Builds what is published: the command line as a bundle that runs on Node 20 and up, one lazy part per AWS service. */
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

const folder = 'dist';

await rm(folder, { recursive: true, force: true });
await build({
  entryPoints: { cli: 'cli/main.ts' },
  outdir: folder,
  outExtension: { '.js': '.mjs' },
  chunkNames: 'parts/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // The ES builds of the SDK are half the size of what `main` alone gives.
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: true,
  // LevelDB brings native code: it cannot be bundled.
  external: ['dynalite'],
  banner: {
    js: "import{createRequire as stackAuditorRequire}from'node:module';const require=stackAuditorRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
