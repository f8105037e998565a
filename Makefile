# Each target is a command of dev.py, which works without make just as well: python3 dev.py run
PYTHON ?= python3

.PHONY: run test check format lock
run test check format lock:
	@$(PYTHON) dev.py $@ $(ARGS)
