import { type Application, applicationsOf } from "../../resources/applications.js";
import { problems } from "../../world/problem.js";
import type { World } from "../../world/world.js";
import { type Handler, ok } from "./handler.js";
import { filterRecords, numberedPage } from "./paging.js";

const find = (world: World, id: string | undefined): Application => {
  const application = applicationsOf(world).get(id ?? "");
  if (!application) throw problems.notFound("The application");
  return application;
};

const list: Handler = (world, { query }) => {
  const sort = typeof query.sort === "string" ? query.sort : "created_at";
  const field = sort === "connection_name" ? "application_name" : sort;
  const { application_name: name } = (query.filter ?? {}) as { application_name?: unknown };
  const found = filterRecords(applicationsOf(world).list(), name === undefined ? {} : { application_name: name });
  return numberedPage(
    found.sort((a, b) => String(a[field]).localeCompare(String(b[field]))),
    query,
  );
};

const create: Handler = (world, { body }) => {
  requireText(body.application_name);
  return ok(applicationsOf(world).create(body), 201);
};

const retrieve: Handler = (world, { params }) => ok(find(world, params.id));

const update: Handler = (world, { params, body }) => {
  find(world, params.id);
  requireText(body.application_name);
  return ok(applicationsOf(world).update(params.id ?? "", body));
};

const remove: Handler = (world, { params }) => {
  find(world, params.id);
  return ok(applicationsOf(world).delete(params.id ?? ""));
};

function requireText(name: unknown): void {
  if (name === "") throw problems.missing("The 'application_name' parameter must not be blank.", "/application_name");
}

export const applicationHandlers: Readonly<Record<string, Handler>> = {
  "voice.applications.list": list,
  "voice.applications.create": create,
  "voice.applications.retrieve": retrieve,
  "voice.applications.update": update,
  "voice.applications.delete": remove,
};
