/** A library beside which ours is measured: what npm installs, and what it can take part in. */
export interface Contender {
  readonly name: string;
  /** The folder of its programs. */
  readonly folder: string;
  /** npm packages; ours are tarballs of this tree, made at the beginning of a run. */
  readonly packages: readonly string[];
  /** The package whose version is shown. */
  readonly shown?: string;
}

export const ours: Contender = { name: "telnyx-kit", folder: "telnyx-kit", packages: [] };
export const official: Contender = {
  name: "telnyx (official)",
  folder: "telnyx",
  packages: ["telnyx@7.24.0"],
  shown: "telnyx",
};
export const vonage: Contender = {
  name: "@vonage/voice",
  folder: "vonage",
  packages: ["@vonage/voice@1.24.1", "@vonage/auth@1.18.1", "@vonage/jwt@1.17.1"],
  shown: "@vonage/voice",
};
export const twilio: Contender = { name: "twilio", folder: "twilio", packages: ["twilio@6.2.0"], shown: "twilio" };
export const openapiFetch: Contender = {
  name: "openapi-fetch",
  folder: "openapi-fetch",
  packages: ["openapi-fetch@0.17.0"],
  shown: "openapi-fetch",
};
/** The platform alone: the floor of every figure. */
export const plain: Contender = { name: "plain fetch", folder: "fetch", packages: [] };

export const contenders: readonly Contender[] = [ours, official, vonage, twilio, openapiFetch, plain];

/** The packages of the figure "core + voice + webhooks", and those that a program here uses beside them. */
export const ownPackages = ["core", "voice", "webhooks"];
export const usedPackages = ["media"];
