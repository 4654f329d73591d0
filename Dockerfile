# syntax=docker/dockerfile:1
# One image for both processes: it starts the web server; give it "node --enable-source-maps build/worker/worker.js" to start the worker.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build -- web worker

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY package.json prisma.config.ts ./
COPY prisma ./prisma
USER node
EXPOSE 3000
# A stream makes much that is short-lived: with a large young generation it would hold 100 MB of it.
CMD ["node", "--max-semi-space-size=2", "--heap-growing-percent=75", "build/web/web.js"]
