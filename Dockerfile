# Taskyard in a small image: `make image`; docs/how-to/run-in-a-container.md.

FROM node:24-slim AS page
WORKDIR /web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run build

FROM python:3.13-slim AS build
RUN pip install --no-cache-dir --root-user-action=ignore uv
WORKDIR /src
ENV UV_PROJECT_ENVIRONMENT=/opt/taskyard \
    UV_PYTHON_DOWNLOADS=never \
    UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy
COPY pyproject.toml uv.lock README.md LICENSE ./
# What the product depends on changes less often than the product: a layer of its own.
RUN uv sync --locked --no-dev --no-install-project
COPY app ./app
COPY web/wheel.py ./web/
COPY --from=page /web/dist ./web/dist
RUN uv sync --locked --no-dev --no-editable

FROM python:3.13-slim
# An init must reap what commands leave behind, or their zombies pile up.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tini \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 --shell /bin/sh taskyard \
    && install --directory --mode 700 /data
COPY --from=build /opt/taskyard /opt/taskyard
# The server is root here, so that commands, which are not, cannot read its data.
# It listens for whoever the port is published to, under the name that browsers use for that.
ENV PATH=/opt/taskyard/bin:$PATH \
    TASKYARD_DATA_DIR=/data \
    TASKYARD_RUN_AS=taskyard \
    TASKYARD_HOST=0.0.0.0 \
    TASKYARD_BEHIND_PROXY=true \
    TASKYARD_PUBLIC_URL=http://localhost:8888
WORKDIR /home/taskyard
VOLUME /data
EXPOSE 8888
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["python", "-S", "-c", "import http.client, os, ssl; port = int(os.environ.get('TASKYARD_PORT') or os.environ.get('PORT') or 8888); c = http.client.HTTPSConnection('127.0.0.1', port, timeout=4, context=ssl._create_unverified_context()) if os.environ.get('TASKYARD_TLS_CERT') else http.client.HTTPConnection('127.0.0.1', port, timeout=4); c.request('GET', '/healthz'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["tini", "--", "taskyard"]
CMD ["serve"]
