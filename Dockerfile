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
# Each thread would keep what it once needed in an arena of its own.
ENV NODE_ENV=production MALLOC_ARENA_MAX=2
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY package.json prisma.config.ts ./
COPY prisma ./prisma
USER node
EXPOSE 3000
# A stream makes much that is short-lived: with a large young generation it would hold 100 MB of it.
CMD ["node", "--max-semi-space-size=2", "--heap-growing-percent=30", "--v8-pool-size=1", "build/web/web.js"]
