/** Builds what is published: the command line as a bundle that runs on Node 20 and up, one lazy part per AWS service. */
import { readFile, rm } from 'node:fs/promises';
import { build, type Plugin } from 'esbuild';

const folder = 'dist';

/**
 * Lets the bundler drop the shapes nobody uses: EC2's alone are half a megabyte. The SDK writes their keys as computed
 * ones (`[_xN]: "…"`, with `const _xN = "xmlName"` above), which a bundler must take for something with an effect.
 */
const droppableShapes: Plugin = {
  name: 'droppable-shapes',
  setup: ({ onLoad }) => {
    onLoad(
      { filter: /client-[^/\\]+[/\\]dist-es[/\\]schemas[/\\]schemas_\d+\.js$/ },
      async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const names = new Map(
          [...source.matchAll(/^const (_\w+) = ("[^"]*");/gm)].map(([, name, text]) => [
            name,
            text,
          ]),
        );
        const contents = source.replace(/\[(_\w+)\]: /g, (key, name: string) =>
          names.has(name) ? `${names.get(name)}: ` : key,
        );
        return { contents, loader: 'js' };
      },
    );
  },
};

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
  plugins: [droppableShapes],
  banner: {
    js: "import{createRequire as stackAuditorRequire}from'node:module';const require=stackAuditorRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
