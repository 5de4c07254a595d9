import { formatTimestamp } from "../time/format.js";
import { perWorld } from "../world/per-world.js";
import type { World } from "../world/world.js";

/** A call control application: where the webhooks of its calls go. */
export interface Application {
  readonly id: string;
  readonly record_type: "call_control_application";
  readonly application_name: string;
  readonly webhook_event_url: string;
  readonly webhook_event_failover_url: string | null;
  readonly webhook_api_version: "1" | "2";
  readonly webhook_timeout_secs: number | null;
  readonly active: boolean;
  readonly first_command_timeout: boolean;
  readonly first_command_timeout_secs: number;
  readonly call_cost_in_webhooks: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly [field: string]: unknown;
}

export interface Applications {
  get(id: string): Application | undefined;
  list(): Application[];
  /** Fills in the documented defaults, version 1 of the webhooks among them. */
  create(fields: Readonly<Record<string, unknown>>, id?: string): Application;
  update(id: string, fields: Readonly<Record<string, unknown>>): Application | undefined;
  delete(id: string): Application | undefined;
}

const defaults = {
  active: true,
  anchorsite_override: "Latency",
  call_cost_in_webhooks: false,
  dtmf_type: "RFC 2833",
  first_command_timeout: false,
  first_command_timeout_secs: 30,
  redact_dtmf_debug_logging: false,
  tags: [],
  webhook_api_version: "1",
  webhook_event_failover_url: null,
  webhook_timeout_secs: null,
} as const;

export const applicationsOf = perWorld(createApplications);

function createApplications({ ids, nowMicros }: World): Applications {
  const now = () => formatTimestamp(nowMicros());
  const applications = new Map<string, Application>();
  const put = (fields: Readonly<Record<string, unknown>>): Application => {
    // The fields passed the schema of the request before they came here.
    const application = fields as Application;
    applications.set(application.id, application);
    return application;
  };
  return {
    get: (id) => applications.get(id),
    list: () => [...applications.values()],
    create: (fields, id = ids.connectionId()) =>
      put({
        ...defaults,
        ...fields,
        id,
        record_type: "call_control_application",
        created_at: now(),
        updated_at: now(),
      }),
    update(id, fields) {
      const before = applications.get(id);
      return before && put({ ...before, ...fields, id, updated_at: now() });
    },
    delete(id) {
      const application = applications.get(id);
      applications.delete(id);
      return application;
    },
  };
}
