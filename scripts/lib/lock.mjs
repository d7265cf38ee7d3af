// One process at a time: a lock file that names its owner, given up when the owner is gone.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const longest = 45 * 60_000;

/** Runs `work` while no other process holds `file`; says `waiting` once when it has to wait. */
export async function withLock(file, waiting, work) {
  mkdirSync(dirname(file), { recursive: true });
  for (let said = false; !take(file); said = true) {
    if (!said) console.log(waiting);
    if (isAbandoned(file)) discard(file);
    else await sleep(1000);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

/** A hard link appears with its content or not at all, which creating and then writing a file does not give. */
function take(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function isAbandoned(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return !isAlive(pid) || Date.now() - statSync(file).mtimeMs > longest;
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Two may find the same lock abandoned: whoever moves away a fresh one puts it back. */
function discard(file) {
  const away = `${file}.${process.pid}.old`;
  try {
    renameSync(file, away);
    if (!isAbandoned(away)) linkSync(away, file);
  } catch {
    // The other one was faster.
  }
  rmSync(away, { force: true });
}
