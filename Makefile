# The newcomer's commands. Everything is set up by these targets themselves, in .venv.
.PHONY: demo test check lock format bench
PYTHON ?= python3
UV_PIP = .venv/bin/uv pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 --universal --no-header

lock:  ## Pins with hashes and without addresses, for pip alone.
	test -x .venv/bin/uv || .venv/bin/pip install -q uv
	$(UV_PIP) --extra build --extra demo --extra postgresql pyproject.toml -o requirements.lock
	$(UV_PIP) --extra dev --extra postgresql pyproject.toml -o requirements-dev.lock
