// Starts the built program with a demo school of its own and stops it again.
//
// Not here: what is looked at. The one decision to know: every test file has its own server on a
// spare port and its own folder, so files may run in any order and side by side.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUILT = fileURLToPath(new URL('../../target/debug/opora', import.meta.url));
/** A debug build makes the school in a few seconds; a busy machine needs more. */
const PATIENCE_MS = 120_000;

async function sparePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Starts `opora demo`; resolves when it has printed its address. */
export async function startProgram() {
  const folder = mkdtempSync(join(tmpdir(), 'opora-e2e-'));
  const port = await sparePort();
  const binary = process.env.OPORA_BIN ?? BUILT;
  const program = spawn(binary, ['--data', folder, 'demo', '--listen', `127.0.0.1:${port}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [program.stdout, program.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text) => { said += text; });
  }
  const address = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (program.exitCode === null && program.signalCode === null) {
      program.kill('SIGTERM');
      await once(program, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitFor(program, () => said, address);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, folder, said: () => said, stop };
}

async function waitFor(program, said, address) {
  const begun = performance.now();
  while (performance.now() - begun < PATIENCE_MS) {
    if (program.exitCode !== null) throw new Error(`opora ended with ${program.exitCode}:\n${said()}`);
    const answers = await fetch(`${address}/healthz`).then((answer) => answer.ok, () => false);
    if (answers) return;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  throw new Error(`opora does not answer at ${address}:\n${said()}`);
}
