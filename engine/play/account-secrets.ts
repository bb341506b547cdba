// Passwords: hashed with argon2id, off the world's thread. The library is only loaded when somebody needs it.

export const MIN_SECRET = 6;
export const MAX_SECRET_BYTES = 128;

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane. About 40 ms here.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export interface Secrets {
  hash(secret: string): Promise<string>;
  verify(hash: string, secret: string): Promise<boolean>;
}

export const ARGON2: Secrets = {
  async hash(secret) {
    const { hash } = await import("@node-rs/argon2");
    // Algorithm 2 is argon2id; the library's enum is a const enum, which erasable TypeScript cannot read.
    return hash(secret, { ...COST, algorithm: 2 });
  },
  async verify(hash, secret) {
    const { verify } = await import("@node-rs/argon2");
    // A damaged hash is a wrong password to the player, not a crash.
    return verify(hash, secret).catch(() => false);
  },
};

export type SecretFault = "short" | "long" | "name";

export function secretFault(secret: string, name: string): SecretFault | null {
  if (secret.length < MIN_SECRET) return "short";
  if (Buffer.byteLength(secret, "utf8") > MAX_SECRET_BYTES) return "long";
  return secret.toLowerCase() === name.toLowerCase() ? "name" : null;
}
