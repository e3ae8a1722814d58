# The two commands of the README, and the few that people who change the project need.
.PHONY: site test test-long check update serve bench lighthouse pictures styles locks audit format clean

site:
	@sh scripts/setup run
	@.venv/bin/python build.py

test:
	@sh scripts/setup test
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@sh scripts/test

# Tries all cases of what `make test` samples, such as a kill at each call of a build.
test-long:
	@sh scripts/setup test
	@.venv/bin/python -m pytest --long tests/test_crash.py tests/test_edits.py tests/test_harm.py tests/test_together.py \
	    tests/test_same.py tests/test_hostile.py tests/test_fuzz.py tests/test_pairs.py \
	    tests/browser/test_injection.py tests/browser/test_axe.py

check update serve:
	@sh scripts/setup run
	@.venv/bin/python build.py $@

# The pictures of shared links; `check` says when their words are no longer those of the site.
pictures:
	@sh scripts/setup test
	@.venv/bin/python scripts/share_pictures.py

format:
	@sh scripts/setup test
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

# Scores of three pages on a phone; not a part of the tests, since they change with the load of the machine.
lighthouse:
	@sh scripts/setup test
	@cd benchmarks/lighthouse && npm ci --silent --ignore-scripts --no-audit --no-fund
	@.venv/bin/python benchmarks/lighthouse/measure.py

# How quick a build is beside Hugo's and Pelican's, into benchmarks/speed/results.md: a quarter of an hour in which nothing else may
# run. `make bench BENCH="--size 50x4 --output trial.md"` takes a minute.
bench:
	@sh scripts/setup run
	@.venv/bin/python -m venv benchmarks/speed/.venv
	@benchmarks/speed/.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
	    -r benchmarks/speed/requirements.lock
	@.venv/bin/python benchmarks/speed/run.py $(BENCH)

# Makes templates/styles/10-nhsuk.css and the Urdu font anew; the only command that needs Node (18 or newer) and npm.
styles:
	@cd styles && npm ci --silent && npm run --silent build

# Pins every package, with hashes and without addresses, for all systems and Pythons.
locks:
	@sh scripts/setup test
	@.venv/bin/python -m pip install --quiet uv
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --upgrade pyproject.toml -o requirements.lock
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --upgrade --extra test -c requirements.lock pyproject.toml -o requirements-test.lock
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --upgrade --extra audit -c requirements.lock pyproject.toml -o requirements-audit.lock
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --upgrade -c requirements.lock benchmarks/speed/requirements.in -o benchmarks/speed/requirements.lock

# Lists what the project is made of in sbom.json (CycloneDX), then asks for known weaknesses of it; needs the network.
audit:
	@sh scripts/setup run
	@.venv/bin/python -m venv .venv/audit
	@.venv/audit/bin/pip install --quiet --require-hashes --only-binary :all: -r requirements-audit.lock
	@.venv/audit/bin/cyclonedx-py requirements --output-reproducible --of JSON -o sbom.json requirements.lock
	@.venv/audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
