# dondoc's worker as a small image: non-root, one volume (/data: config.toml, the roster, ledger and archive).
#   docker build -t dondoc .                       (--build-arg OCR=1 adds tesseract with Vietnamese, for scanned reports)
#   docker run -d --name dondoc -v dondoc:/data --env-file dondoc.env --read-only --tmpfs /tmp --cap-drop ALL dondoc

FROM python:3.11-slim-bookworm AS build
WORKDIR /build
COPY requirements.lock ./
# The virtual environment has the path that it will have in the image. What only the demo and the build need stays out of it.
RUN python -m venv --copies /opt/dondoc \
 && /opt/dondoc/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN /opt/dondoc/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
 && /opt/dondoc/bin/pip uninstall -q -y aiosmtpd pymap proxy-protocol pysasl atpublic hatchling editables pathspec pluggy trove-classifiers pip setuptools \
 && find /opt/dondoc -depth -type d -name tests -path '*/site-packages/*' -exec rm -rf {} +

FROM python:3.11-slim-bookworm
ARG OCR=
RUN if [ -n "$OCR" ]; then apt-get update && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-vie \
 && rm -rf /var/lib/apt/lists/*; fi \
 && groupadd --system --gid 10001 dondoc \
 && useradd --system --uid 10001 --gid dondoc --home-dir /data --shell /usr/sbin/nologin dondoc \
 && install -d -o dondoc -g dondoc -m 0700 /data
COPY --from=build /opt/dondoc /opt/dondoc
ENV PATH=/opt/dondoc/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DONDOC_CONFIG=/data/config.toml
USER dondoc
WORKDIR /data
VOLUME /data
# Answers from the ledger alone: a mailbox that is down is told to the office by mail, a restart would not mend it.
HEALTHCHECK --interval=5m --timeout=30s CMD ["dondoc", "health"]
ENTRYPOINT ["dondoc"]
CMD ["run"]
