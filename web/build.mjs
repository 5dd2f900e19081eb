// Collects what the pages need into dist/pages/: hashed names, brotli and gzip twins, manifest.json;
// and the fonts of printed documents, under stable names, into dist/fonts/.
//
// Not here: bundling or transpiling (there is nothing to bundle). The one decision to know: Node
// built-ins only, and the same input gives the same names, so a release can be rebuilt and compared.
import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, 'dist');
const pages = join(dist, 'pages');
const modules = join(root, 'node_modules');

/** Served files: name in templates -> source. Several sources are joined in order. */
const served = {
  'app.css': ['tokens', 'base', 'layout', 'parts', 'tables', 'print'].map((part) => `src/css/${part}.css`),
  'app.js': ['src/app.js'],
  'htmx.js': ['node_modules/htmx.org/dist/htmx.min.js'],
  'icon.svg': ['src/icon.svg'],
};

/** Fonts of printed documents (metrics of Times New Roman); pages use the fonts of the system. */
const fonts = {
  'Tinos-Regular.ttf': '400Regular/Tinos_400Regular.ttf',
  'Tinos-Bold.ttf': '700Bold/Tinos_700Bold.ttf',
  'Tinos-Italic.ttf': '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  'Tinos-BoldItalic.ttf': '700Bold_Italic/Tinos_700Bold_Italic.ttf',
  'LICENSE-tinos.txt': 'LICENSE_FONT',
};

function withoutSourceMap(text) {
  return text.replace(/\n?\/[*/]# sourceMappingURL=[^\n]*?(\*\/)?\s*$/, '');
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(pages, { recursive: true });
mkdirSync(join(dist, 'fonts'));

const manifest = {};
for (const [name, sources] of Object.entries(served)) {
  const text = sources.map((source) => withoutSourceMap(readFileSync(join(root, source), 'utf8'))).join('\n');
  const bytes = Buffer.from(text);
  const ending = extname(name);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const hashed = `${basename(name, ending)}.${hash}${ending}`;
  writeFileSync(join(pages, hashed), bytes);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  writeFileSync(join(pages, `${hashed}.br`), brotliCompressSync(bytes, quality));
  writeFileSync(join(pages, `${hashed}.gz`), gzipSync(bytes, { level: 9 }));
  manifest[name] = hashed;
}
for (const [name, source] of Object.entries(fonts)) {
  copyFileSync(join(modules, '@expo-google-fonts/tinos', source), join(dist, 'fonts', name));
}
// Last: whoever finds dist/manifest.json finds everything.
for (const folder of [pages, dist]) {
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
}
console.log(`web/dist: ${Object.keys(manifest).length} files, ${Object.keys(fonts).length} fonts`);
