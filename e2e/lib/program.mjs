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

/** Starts `opora demo`; resolves when it answers. `users` has login and password of each role. */
export async function startProgram() {
  const folder = mkdtempSync(join(tmpdir(), 'opora-e2e-'));
  const port = await sparePort();
  const binary = process.env.OPORA_BIN ?? BUILT;
  // Beside the folder, never in it, and gone with it.
  const key = `${folder}.key`;
  const program = spawn(binary, ['--json', '--data', folder, 'demo', '--listen', `127.0.0.1:${port}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, OPORA_KEY_FILE: key },
  });
  let [told, said] = ['', ''];
  program.stdout.setEncoding('utf8').on('data', (text) => { told += text; });
  program.stderr.setEncoding('utf8').on('data', (text) => { said += text; });
  const address = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (program.exitCode === null && program.signalCode === null) {
      program.kill('SIGTERM');
      await once(program, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
    rmSync(key, { force: true });
  };
  try {
    await waitFor(program, () => told + said, address);
  } catch (error) {
    await stop();
    throw error;
  }
  const users = Object.fromEntries(JSON.parse(told).users.map((user) => [user.role, user]));
  return { address, folder, users, stop };
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
