// Frameworks on Node's request and response. Each starts a server with the route /webhooks, as its documentation says.
import "reflect-metadata";
import { createServer } from "node:http";
import { Controller, Module, Post, Req, Res } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { ExpressAdapter } from "@nestjs/platform-express";
import { FastifyAdapter } from "@nestjs/platform-fastify";
import { createFastifyPlugin } from "@telnyx-kit/webhooks/fastify";
import { createNodeHandler } from "@telnyx-kit/webhooks/node";
import express from "express";
import express4 from "express-4";
import fastify from "fastify";
import Koa from "koa";
import bodyParser from "koa-bodyparser";
import { isTold, receives } from "./deliveries.mjs";

export const listen = (server) =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const close = () => {
        server.closeAllConnections();
        return new Promise((done) => server.close(done));
      };
      resolve({ port: server.address().port, close });
    });
  });

const onExpress = (make, before) => (webhooks) => {
  const app = make();
  if (before) app.use(before(make));
  app.post("/webhooks", createNodeHandler(webhooks));
  return listen(createServer(app));
};

const onKoa = (webhooks) => {
  const handle = createNodeHandler(webhooks);
  const app = new Koa();
  app.use((context) => {
    context.respond = false;
    return handle(context.req, context.res);
  });
  app.use(bodyParser());
  return listen(createServer(app.callback()));
};

const onKoaBehindParser = (webhooks) => {
  const app = new Koa();
  app.use(bodyParser());
  app.use(async (context) => {
    const { method, headers, rawBody } = context.request;
    const { status, body } = await webhooks.receive({ method, headers, body: rawBody });
    context.status = status;
    context.body = body;
  });
  return listen(createServer(app.callback()));
};

const onKoaAfterParser = (webhooks) => {
  const handle = createNodeHandler(webhooks);
  const app = new Koa();
  app.use(bodyParser());
  app.use((context) => {
    context.respond = false;
    return handle(context.req, context.res);
  });
  return listen(createServer(app.callback()));
};

// The compiled form of decorators: this is plain JavaScript.
const onNest = (adapter, options) => async (webhooks) => {
  class TelnyxController {
    async receive({ method, headers, rawBody, body }, response) {
      const answer = await webhooks.receive({ method, headers, body: rawBody ?? body });
      response.status(answer.status).send(answer.body);
    }
  }
  const { prototype } = TelnyxController;
  Req()(prototype, "receive", 0);
  Res()(prototype, "receive", 1);
  Post()(prototype, "receive", Object.getOwnPropertyDescriptor(prototype, "receive"));
  Controller("webhooks")(TelnyxController);
  class AppModule {}
  Module({ controllers: [TelnyxController] })(AppModule);
  const app = await NestFactory.create(AppModule, adapter(), { ...options, logger: false });
  await app.listen(0, "127.0.0.1");
  return { port: app.getHttpServer().address().port, close: () => app.close() };
};

const onNestAround = (adapter, mount) => async (webhooks) => {
  class AppModule {}
  Module({})(AppModule);
  const app = await NestFactory.create(AppModule, adapter(), { logger: false });
  await mount(app, webhooks);
  await app.listen(0, "127.0.0.1");
  return { port: app.getHttpServer().address().port, close: () => app.close() };
};
const byUse = (app, webhooks) => app.use("/webhooks", createNodeHandler(webhooks));
const byRegister = (app, webhooks) => app.register(createFastifyPlugin(webhooks, { path: "/webhooks" }));

const onFastify = async (webhooks) => {
  const app = fastify();
  await app.register(createFastifyPlugin(webhooks, { path: "/webhooks" }));
  await app.listen({ port: 0, host: "127.0.0.1" });
  return { port: app.server.address().port, close: () => app.close() };
};

const json = (make) => make.json();
const nestExpress = () => new ExpressAdapter();
const nestFastify = () => new FastifyAdapter();

export const nodeServers = {
  "node:http": [(webhooks) => listen(createServer(createNodeHandler(webhooks))), receives],
  "Express 4": [onExpress(express4), receives],
  "Express 5": [onExpress(express), receives],
  "Express 5, behind express.json()": [onExpress(express, json), isTold("express.raw")],
  Koa: [onKoa, receives],
  "Koa, behind koa-bodyparser": [onKoaBehindParser, receives],
  "Koa, the handler behind koa-bodyparser": [onKoaAfterParser, isTold("Koa: mount this route before")],
  "Nest on Express, app.use()": [onNestAround(nestExpress, byUse), receives],
  "Nest on Express, a controller with rawBody": [onNest(nestExpress, { rawBody: true }), receives],
  "Nest on Express, a controller without rawBody": [onNest(nestExpress), isTold("rawBody: true")],
  "Nest on Fastify, app.register()": [onNestAround(nestFastify, byRegister), receives],
  "Nest on Fastify, a controller with rawBody": [onNest(nestFastify, { rawBody: true }), receives],
  "Nest on Fastify, a controller without rawBody": [onNest(nestFastify), isTold("rawBody: true")],
  Fastify: [onFastify, receives],
};
