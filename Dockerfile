# One image for all five services and the command: what runs is said by `command` (docker-compose.yml).

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --omit=optional --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/programs ./programs
USER node
# The services end in order on SIGTERM by themselves; `init: true` gives them a parent that passes it on.
ENTRYPOINT ["node", "--enable-source-maps"]
CMD ["dist/apps/ledger/main.js", "--help"]
