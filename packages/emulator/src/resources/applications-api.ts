import { type Handler, ok } from "../api/handler.js";
import { problems } from "../api/problem.js";
import type { Platform } from "../platform/platform.js";
import type { Application } from "./applications.js";
import { filterRecords, numberedPage } from "./paging.js";

const find = (platform: Platform, id: string | undefined): Application => {
  const application = platform.applications.get(id ?? "");
  if (!application) throw problems.notFound("The application");
  return application;
};

const list: Handler = (platform, { query }) => {
  const sort = typeof query.sort === "string" ? query.sort : "created_at";
  const field = sort === "connection_name" ? "application_name" : sort;
  const { application_name: name } = (query.filter ?? {}) as { application_name?: unknown };
  const found = filterRecords(platform.applications.list(), name === undefined ? {} : { application_name: name });
  return numberedPage(
    found.sort((a, b) => String(a[field]).localeCompare(String(b[field]))),
    query,
  );
};

const create: Handler = (platform, { body }) => {
  requireText(body.application_name);
  return ok(platform.applications.create(body), 201);
};

const retrieve: Handler = (platform, { params }) => ok(find(platform, params.id));

const update: Handler = (platform, { params, body }) => {
  find(platform, params.id);
  requireText(body.application_name);
  return ok(platform.applications.update(params.id ?? "", body));
};

const remove: Handler = (platform, { params }) => {
  find(platform, params.id);
  return ok(platform.applications.delete(params.id ?? ""));
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
