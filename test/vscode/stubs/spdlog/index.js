// Same interface as the native @vscode/spdlog, without rotation: appends lines to the file. Test harness only.
const fs = require('node:fs'),
  path = require('node:path');
const NAMES = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
class Logger {
  constructor(type, name, filename) {
    this.filename = filename;
    this.level = 2;
    this.raw = false;
    this.buf = '';
    this.timer = undefined;
  }
  #write(level, message) {
    if (level < this.level) return;
    this.buf += this.raw
      ? message
      : `${new Date().toISOString().replace('T', ' ').replace('Z', '')} [${NAMES[level]}] ${message}\n`;
    if (level >= 3) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), 20).unref();
  }
  trace(m) {
    this.#write(0, m);
  }
  debug(m) {
    this.#write(1, m);
  }
  info(m) {
    this.#write(2, m);
  }
  warn(m) {
    this.#write(3, m);
  }
  error(m) {
    this.#write(4, m);
  }
  critical(m) {
    this.#write(5, m);
  }
  flush() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.buf) {
      const b = this.buf;
      this.buf = '';
      try {
        fs.appendFileSync(this.filename, b);
      } catch {
        /* dir removed */
      }
    }
  }
  drop() {
    this.flush();
  }
  getLevel() {
    return this.level;
  }
  setLevel(l) {
    this.level = l;
  }
  setPattern() {}
  clearFormatters() {
    this.raw = true;
  }
}
const create = async (name, filename) => {
  fs.mkdirSync(path.dirname(filename), { recursive: true });
  fs.closeSync(fs.openSync(filename, 'a'));
  return new Logger('', name, filename);
};
exports.version = 0;
exports.setLevel = exports.setFlushOn = exports.shutdown = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = exports.createAsyncRotatingLogger = create;
