# Asiento's commands. `make run` and `make test` are the two to know; each sets up what it needs.
.PHONY: lock

# One resolution for everything; the layers' requirements are cut out of it. No lock names a package host.
LOCK = uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python 3.13

lock:
	$(LOCK) pyproject.toml --group documents --group runtime --group local --group ministack --group dev -o requirements.lock
	$(LOCK) pyproject.toml -c requirements.lock -o layers/asiento/requirements.txt
	$(LOCK) --group documents -c requirements.lock -o layers/documents/requirements.txt
