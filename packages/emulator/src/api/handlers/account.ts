import { connectorsOf, credentialsOf, deliveriesOf } from "../../resources/store.js";
import { formatTimestamp } from "../../time/format.js";
import { Problem, problems } from "../../world/problem.js";
import type { World } from "../../world/world.js";
import { type Handler, noContent, ok } from "./handler.js";
import { filterRecords, numberedPage } from "./paging.js";

const now = (world: World) => formatTimestamp(world.nowMicros());

function findConnector(world: World, name: string | undefined) {
  const connector = connectorsOf(world).get(name ?? "");
  if (!connector) throw new Problem(404, "404", "Not Found", "The SIPREC connector was not found.");
  return connector;
}

const createConnector: Handler = (world, { body }) => {
  const name = String(body.name);
  if (name === "") throw problems.missing("The 'name' parameter must not be blank.", "/name");
  if (connectorsOf(world).get(name))
    throw problems.invalid("10012", "Duplicate resource", "A connector with this name exists already.", "/name");
  const connector = { ...body, record_type: "siprec_connector", created_at: now(world), updated_at: now(world) };
  connectorsOf(world).set(name, connector);
  return ok(connector, 201);
};

const retrieveConnector: Handler = (world, { params }) => ok(findConnector(world, params.connector_name));

const updateConnector: Handler = (world, { params, body }) => {
  const before = findConnector(world, params.connector_name);
  const connector = { ...before, ...body, updated_at: now(world) };
  connectorsOf(world).delete(params.connector_name ?? "");
  connectorsOf(world).set(String(body.name), connector);
  return ok(connector);
};

const deleteConnector: Handler = (world, { params }) => {
  findConnector(world, params.connector_name);
  connectorsOf(world).delete(params.connector_name ?? "");
  return noContent;
};

/** The credentials of a connection, with the siblings of `data` that this service adds. */
const showCredentials = (connectionId: string, data: unknown) => ({
  status: 200,
  body: { connection_id: connectionId, data, record_type: "custom_storage_credentials" },
});

const retrieveCredentials: Handler = (world, { params }) => {
  const id = params.connection_id ?? "";
  const credentials = credentialsOf(world).get(id);
  if (!credentials) throw problems.notFound("The storage credentials of the connection");
  return showCredentials(id, credentials);
};

const putCredentials: Handler = (world, { params, body }) => {
  const id = params.connection_id ?? "";
  const credentials = { backend: body.backend, configuration: body.configuration };
  credentialsOf(world).set(id, credentials);
  return showCredentials(id, credentials);
};

const updateCredentials: Handler = (world, input) => {
  if (!credentialsOf(world).get(input.params.connection_id ?? ""))
    throw problems.notFound("The storage credentials of the connection");
  return putCredentials(world, input);
};

const deleteCredentials: Handler = (world, { params }) => {
  if (!credentialsOf(world).delete(params.connection_id ?? ""))
    throw problems.notFound("The storage credentials of the connection");
  return noContent;
};

/** Where filters and fields of a delivery are not called alike. */
function listDeliveries(world: World, filter: Readonly<Record<string, unknown>> = {}) {
  const { event_type: type, ...rest } = filter;
  const found = filterRecords(deliveriesOf(world).values(), rest);
  return type === undefined
    ? found
    : found.filter((delivery) => (delivery.webhook as { event_type: string }).event_type === type);
}

const deliveries: Handler = (world, { query }) =>
  numberedPage(listDeliveries(world, query.filter as Record<string, unknown> | undefined).reverse(), query);

const retrieveDelivery: Handler = (world, { params }) => {
  const delivery = deliveriesOf(world).get(params.id ?? "");
  if (!delivery) throw problems.notFound("The webhook delivery");
  return ok(delivery);
};

const publicKey: Handler = (world) => ok({ public: world.settings.publicKey });

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
