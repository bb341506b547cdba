// The sysop's log: pino as JSON lines to standard error or a file, never to standard output, which belongs to players.
// Loaded only by those who log: a play at the keyboard starts without it.

export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface LogOptions {
  /** A file; null is standard error. */
  readonly file: string | null;
  readonly level: string;
}

/** What must never be written down, wherever it stands in the fields. */
const SECRETS = ["password", "*.password", "secret", "*.secret", "token", "*.token", "psk", "*.psk"];

/** Writes at once: a buffered tail would be lost in just those deaths that one wants to read about. */
export async function openLog(options: LogOptions): Promise<Logger> {
  const { pino } = await import("pino");
  const destination = pino.destination({ dest: options.file ?? 2, sync: true, mkdir: true });
  const log = pino({ level: options.level, redact: SECRETS, base: { pid: process.pid } }, destination);
  return {
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
}

export const SILENT: Logger = { info() {}, warn() {}, error() {} };
