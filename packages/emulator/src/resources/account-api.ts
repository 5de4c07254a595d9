import { type Handler, noContent, ok } from "../api/handler.js";
import { Problem, problems } from "../api/problem.js";
import type { Platform } from "../platform/platform.js";
import { formatTimestamp } from "../platform/time.js";
import { filterRecords, numberedPage } from "./paging.js";

const now = (platform: Platform) => formatTimestamp(platform.nowMicros());

function findConnector(platform: Platform, name: string | undefined) {
  const connector = platform.store.siprecConnectors.get(name ?? "");
  if (!connector) throw new Problem(404, "404", "Not Found", "The SIPREC connector was not found.");
  return connector;
}

const createConnector: Handler = (platform, { body }) => {
  const name = String(body.name);
  if (name === "") throw problems.missing("The 'name' parameter must not be blank.", "/name");
  if (platform.store.siprecConnectors.get(name))
    throw problems.invalid("10012", "Duplicate resource", "A connector with this name exists already.", "/name");
  const connector = { ...body, record_type: "siprec_connector", created_at: now(platform), updated_at: now(platform) };
  platform.store.siprecConnectors.set(name, connector);
  return ok(connector, 201);
};

const retrieveConnector: Handler = (platform, { params }) => ok(findConnector(platform, params.connector_name));

const updateConnector: Handler = (platform, { params, body }) => {
  const before = findConnector(platform, params.connector_name);
  const connector = { ...before, ...body, updated_at: now(platform) };
  platform.store.siprecConnectors.delete(params.connector_name ?? "");
  platform.store.siprecConnectors.set(String(body.name), connector);
  return ok(connector);
};

const deleteConnector: Handler = (platform, { params }) => {
  findConnector(platform, params.connector_name);
  platform.store.siprecConnectors.delete(params.connector_name ?? "");
  return noContent;
};

/** The credentials of a connection, with the siblings of `data` that this service adds. */
const showCredentials = (connectionId: string, data: unknown) => ({
  status: 200,
  body: { connection_id: connectionId, data, record_type: "custom_storage_credentials" },
});

const retrieveCredentials: Handler = (platform, { params }) => {
  const id = params.connection_id ?? "";
  const credentials = platform.store.storageCredentials.get(id);
  if (!credentials) throw problems.notFound("The storage credentials of the connection");
  return showCredentials(id, credentials);
};

const putCredentials: Handler = (platform, { params, body }) => {
  const id = params.connection_id ?? "";
  const credentials = { backend: body.backend, configuration: body.configuration };
  platform.store.storageCredentials.set(id, credentials);
  return showCredentials(id, credentials);
};

const updateCredentials: Handler = (platform, input) => {
  if (!platform.store.storageCredentials.get(input.params.connection_id ?? ""))
    throw problems.notFound("The storage credentials of the connection");
  return putCredentials(platform, input);
};

const deleteCredentials: Handler = (platform, { params }) => {
  if (!platform.store.storageCredentials.delete(params.connection_id ?? ""))
    throw problems.notFound("The storage credentials of the connection");
  return noContent;
};

/** Where filters and fields of a delivery are not called alike. */
function listDeliveries(platform: Platform, filter: Readonly<Record<string, unknown>> = {}) {
  const { event_type: type, ...rest } = filter;
  const found = filterRecords(platform.store.deliveries.values(), rest);
  return type === undefined
    ? found
    : found.filter((delivery) => (delivery.webhook as { event_type: string }).event_type === type);
}

const deliveries: Handler = (platform, { query }) =>
  numberedPage(listDeliveries(platform, query.filter as Record<string, unknown> | undefined).reverse(), query);

const retrieveDelivery: Handler = (platform, { params }) => {
  const delivery = platform.store.deliveries.get(params.id ?? "");
  if (!delivery) throw problems.notFound("The webhook delivery");
  return ok(delivery);
};

const publicKey: Handler = (platform) => ok({ public: platform.settings.publicKey });

export const accountHandlers: Readonly<Record<string, Handler>> = {
  "advanced.siprecConnectors.create": createConnector,
  "advanced.siprecConnectors.retrieve": retrieveConnector,
  "advanced.siprecConnectors.update": updateConnector,
  "advanced.siprecConnectors.delete": deleteConnector,
  "recordings.storageCredentials.retrieve": retrieveCredentials,
  "recordings.storageCredentials.create": putCredentials,
  "recordings.storageCredentials.update": updateCredentials,
  "recordings.storageCredentials.delete": deleteCredentials,
  "webhooks.deliveries.list": deliveries,
  "webhooks.deliveries.retrieve": retrieveDelivery,
  "webhooks.publicKey.retrieve": publicKey,
};
