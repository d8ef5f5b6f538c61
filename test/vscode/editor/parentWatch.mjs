// Loaded into the server with --import: should the tests die without cleaning up (SIGKILL), the server follows and takes
// its whole process group, extension hosts included, with it.
const parent = process.ppid;

setInterval(() => {
  if (process.ppid === parent) return;
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    process.exit(1); // not the leader of a group: one of the server's children, which inherit this file
  }
}, 1000).unref();
