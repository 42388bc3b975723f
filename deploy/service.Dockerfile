# Any one of the services: booking-guard, calendar, projector, sms-gateway, standalone, ops-cli. From the repository's root:
#   docker build -f deploy/service.Dockerfile --build-arg SERVICE=calendar -t slotguard-calendar .
# Where there is no container engine, `node scripts/image.mjs calendar FOLDER` takes the same steps in a folder.
FROM node:20-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --no-audit --no-fund
RUN npm run build
ARG SERVICE
RUN node scripts/runtime-files.mjs "$SERVICE" /app
WORKDIR /app
# No Postgres of its own (`--omit=optional`): a container is given DATABASE_URL.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM node:20-bookworm-slim
ARG SERVICE
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 SLOTGUARD_DATA_DIR=/data SERVICE=$SERVICE
WORKDIR /app
COPY --from=build /app /app
RUN mkdir /data && chown 1000:1000 /data
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["sh", "-c", "exec node services/$SERVICE/dist/main.js"]
