# `make run` and `make test` need nothing but Go; the others say what they need.

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0

# No paths of this machine in what is built.
export GOFLAGS := $(GOFLAGS) -trimpath

.PHONY: help run test lint golden interop bench-excel clean

help: ## list the targets
	@grep -E '^[a-z-]+: .*## ' Makefile | sed 's/^/make /; s/: .*## /\t/' | expand -t 18

run: ## build bin/migdata, run it on config.yaml, write out/preview/
	@mkdir -p bin
	@go build -o bin/ ./cmd/migdata
	@bin/migdata run --config config.yaml

test: ## vet the code and run all tests
	go vet ./...
	go test ./...

lint: ## gofmt, vet, staticcheck, govulncheck (the tools come as Go modules)
	@unformatted=$$(find . -name '.?*' -prune -o -name '*.go' -print | xargs gofmt -l); if [ -n "$$unformatted" ]; then echo "gofmt -w these:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	go run $(STATICCHECK) ./...
	@.ci/govulncheck $(GOVULNCHECK)

golden: ## write the expected outputs of the tests anew; read their difference
	go test $$(grep -rl --include='*_test.go' 'flag.Bool("update"' . | xargs -n 1 dirname | sort -u) -run 'Golden|Cases' -update

interop: ## real readers and official validators over a fresh release (needs Python 3.11, Node 20, Java 17, LibreOffice)
	.ci/interop/run

bench-excel: ## time the writing of a large workbook against libxlsxwriter (needs a C compiler and libxlsxwriter)
	.ci/interop/excel-bench

clean: ## remove what run made
	rm -rf bin out/preview
