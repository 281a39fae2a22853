# SPDX-License-Identifier: Apache-2.0
# One Makefile for the whole house. It finds programs, drivers and tests by itself:
#   kiosk/<part>/             base core documents are libraries; terminal and office programs
#   drivers/<class>/<name>/   bin/drivers/<class>-<name>; driver.mk names what it links
#   tests/<part>/**/test_*.c  bin/tests/<part>/…/test_*, linked with the part it tests
# `make help` lists the goals.

VERSION := 0.1.0
BUILD   ?= build
CC      ?= gcc
V       ?= 0
SAN     ?= 0
Q       := $(if $(filter 1,$(V)),,@)
MAKEFLAGS += --no-builtin-rules

ifeq ($(SAN),1)
BUILD   := $(BUILD)/san
SANFLAGS := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
OPT     ?= -O1
endif
OPT     ?= -O2

WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
        -Wpointer-arith -Wcast-qual -Wundef -Wvla -Wformat=2 -Wwrite-strings
# The last slash-free part of a missing package must not stop `make deps`.
pkg = $(shell pkg-config --$(1) $(2) 2>/dev/null)

BASE_PKGS     := glib-2.0 jansson
BASE_LIBS     := -lsodium
TERMINAL_PKGS := sdl2 SDL2_ttf fribidi libqrencode sqlite3 libsodium libcurl
OFFICE_PKGS   := libmicrohttpd gnutls sqlite3 libsodium
DOCUMENT_PKGS := pangocairo pangoft2 libqrencode
TEST_PKGS     := x11 xtst

CPPFLAGS += -D_GNU_SOURCE -DKIOSK_VERSION='"$(VERSION)"' -Iinclude -Ikiosk -I. \
            $(if $(filter 1,$(SAN)),,-D_FORTIFY_SOURCE=2)
CFLAGS   += -std=gnu17 -g $(OPT) $(WARN) $(SANFLAGS) -fstack-protector-strong -fPIE
LDFLAGS  += $(SANFLAGS) -pie -Wl,--as-needed -Wl,-z,relro,-z,now
PKGFLAGS := $(call pkg,cflags,$(BASE_PKGS) $(TERMINAL_PKGS) $(OFFICE_PKGS) $(DOCUMENT_PKGS))

# ---- what there is ---------------------------------------------------------------------
sources = $(sort $(shell find $(1) -name '*.c' 2>/dev/null))
objects = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))

BASE_SRC      := $(filter-out kiosk/base/wipe_malloc.c,$(call sources,kiosk/base))
CORE_SRC      := $(call sources,kiosk/core)
DOCUMENTS_SRC := $(call sources,kiosk/documents)
TERMINAL_SRC  := $(filter-out kiosk/terminal/main.c kiosk/terminal/inspect.c \
                   kiosk/terminal/inspect_none.c,$(call sources,kiosk/terminal))
PANEL_SRC     := $(filter-out kiosk/panel/main.c,$(call sources,kiosk/panel))
OFFICE_SRC    := $(filter-out kiosk/office/main.c,$(call sources,kiosk/office))
SDK_SRC       := $(wildcard drivers/sdk/*.c)
SUPPORT_SRC   := $(wildcard tests/support/*.c)
DRIVERS       := $(sort $(patsubst drivers/%/main.c,%,$(wildcard drivers/*/*/main.c)))
DRIVERS       := $(filter-out sdk/%,$(DRIVERS))
SDK_TOOLS     := $(patsubst drivers/sdk/%/main.c,%,$(wildcard drivers/sdk/*/main.c))
PRELOADS      := $(patsubst tests/support/preload/%.c,$(BUILD)/lib/preload/%.so,$(wildcard tests/support/preload/*.c))
SUPPORT_TOOLS := $(patsubst tests/support/%/main.c,%,$(wildcard tests/support/*/main.c))
DEMO          := $(if $(wildcard tests/journeys/demo/main.c),$(BUILD)/bin/demo)
TESTS         := $(patsubst %.c,%,$(sort $(shell find tests -name 'test_*.c' 2>/dev/null)))
BENCHES       := $(patsubst %.c,%,$(wildcard tests/bench/bench_*.c))
FUZZERS       := $(patsubst %.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FAST_TESTS    := $(filter tests/base/% tests/core/% tests/documents/% tests/terminal/%,$(TESTS))
LANGUAGES     := $(sort $(notdir $(patsubst %/,%,$(dir $(wildcard assets/texts/*/*.po)))))

# A driver's own settings: pkgs-<class>-<name>, libs-<class>-<name>, debs-<class>-<name>;
# data-<class>-<name>: files under $(BUILD)/share that it reads, made by rules beside.
# uses-<class>-<name>: drivers (class-name) whose files but main.c are linked, too.
-include $(wildcard drivers/*/*/driver.mk)

driver_name = $(subst /,-,$(1))
DRIVER_BINS := $(foreach d,$(DRIVERS),$(BUILD)/bin/drivers/$(call driver_name,$(d)))
PROGRAMS    := $(if $(wildcard kiosk/terminal/main.c),$(BUILD)/bin/kiosk $(BUILD)/inspect/bin/kiosk) \
               $(if $(wildcard kiosk/office/main.c),$(BUILD)/bin/kiosk-office) $(BUILD)/bin/kiosk-check $(BUILD)/bin/kiosk-preview \
               $(BUILD)/bin/kiosk-panel \
               $(DRIVER_BINS) $(SDK_TOOLS:%=$(BUILD)/bin/%)
TEST_BINS   := $(TESTS:%=$(BUILD)/bin/%) $(FUZZERS:%=$(BUILD)/bin/%)
READINGS    := $(BUILD)/share/words/zh.readings
MESSAGES    := $(LANGUAGES:%=$(BUILD)/share/locale/%/LC_MESSAGES/kiosk.mo)
DRIVER_DATA := $(sort $(foreach d,$(DRIVERS),$(data-$(call driver_name,$(d)))))

# ---- goals -----------------------------------------------------------------------------
.PHONY: all check test demo bench fuzz fuzzers deps layers format format-check lint analyze contracts install install-sdk \
        clean help tests references
.DEFAULT_GOAL := all

all: $(PROGRAMS) $(MESSAGES) $(READINGS) $(DRIVER_DATA)

tests: all $(DEMO) $(TEST_BINS) $(SUPPORT_TOOLS:%=$(BUILD)/bin/support/%) $(PRELOADS)

# The fast tests: no device, display or network.
check: layers $(FAST_TESTS:%=$(BUILD)/bin/%) $(MESSAGES) $(READINGS)
	@BUILD=$(BUILD) tests/run $(FAST_TESTS:%=$(BUILD)/bin/%)

# Everything, against real components. Brings what is missing.
test: deps
	@$(MAKE) --no-print-directory layers tests
	@BUILD=$(BUILD) tests/run $(TEST_BINS)

demo: deps
	@$(MAKE) --no-print-directory all $(DEMO) $(SUPPORT_TOOLS:%=$(BUILD)/bin/support/%)
	@BUILD=$(BUILD) $(BUILD)/bin/demo

bench: all $(SUPPORT_TOOLS:%=$(BUILD)/bin/support/%) $(BENCHES:%=$(BUILD)/bin/%)
	@BUILD=$(BUILD) tests/bench/run $(BENCHES:%=$(BUILD)/bin/%)

# Nonsense into every parser, SECONDS in all. Built by clang, which brings libFuzzer.
SECONDS ?= 60
SEED    ?= 1
FUZZ    ?= 0
fuzz: deps
	@tests/support/deps clang libclang-rt-dev
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzz CC=clang SAN=1 WARN= FUZZ=1 \
	  SANFLAGS='-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer' fuzzers
	@BUILD=$(BUILD)/fuzz SECONDS_ALL=$(SECONDS) SEED=$(SEED) tests/fuzz/run $(FUZZERS:%=$(BUILD)/fuzz/bin/%)

fuzzers: $(FUZZERS:%=$(BUILD)/bin/%)

deps:
	@tests/support/deps $(foreach d,$(DRIVERS),$(debs-$(call driver_name,$(d))))

layers:
	@tests/support/layers

format:
	$(Q)git ls-files '*.c' '*.h' | xargs clang-format -i

format-check:
	$(Q)git ls-files '*.c' '*.h' | xargs clang-format --dry-run -Werror

# Checks of .clang-tidy: what can be seen at a glance (lint, minutes), and what takes walking
# through each path (analyze, an hour). Both end non-zero when there is something to mend.
lint: LINT_CHECKS := -clang-analyzer-*
analyze: LINT_CHECKS := -*,clang-analyzer-*,-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling,-clang-analyzer-optin.performance.Padding
lint analyze: deps
	@tests/support/deps clang-tidy
	$(Q)git ls-files 'kiosk/*.c' 'drivers/*.c' | xargs -P $$(nproc) -n 8 sh -c \
	  'clang-tidy --quiet --checks="$(LINT_CHECKS)" --warnings-as-errors="*" "$$@" -- $(CPPFLAGS) $(PKGFLAGS) \
	   $(call pkg,cflags,$(foreach d,$(DRIVERS),$(pkgs-$(call driver_name,$(d))))) -std=gnu17 2>/dev/null' --

# Writes the generated contracts anew; tests compare them with what is committed.
contracts: $(BUILD)/bin/kiosk-office
	$(Q)$(BUILD)/bin/kiosk-office --openapi > include/kiosk/office.openapi.json
	$(Q)$(BUILD)/bin/kiosk-office --service-schema > include/kiosk/service.schema.json

# Keeps how every page looks now; test_references compares them with it.
references: $(BUILD)/bin/tests/look/test_references
	$(Q)$< --write

# What the author of a driver needs, and nothing else: headers, one static library, its
# pkg-config file, driver-check.
PREFIX ?= /usr
install-sdk: $(BUILD)/lib/libkiosk-driver.a $(SDK_TOOLS:%=$(BUILD)/bin/%)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/include/kiosk $(DESTDIR)$(PREFIX)/lib/pkgconfig
	install $(SDK_TOOLS:%=$(BUILD)/bin/%) $(DESTDIR)$(PREFIX)/bin
	install -m 644 include/kiosk/* $(DESTDIR)$(PREFIX)/include/kiosk
	install -m 644 $(BUILD)/lib/libkiosk-driver.a $(DESTDIR)$(PREFIX)/lib
	sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|' drivers/sdk/kiosk-driver.pc.in \
	  > $(DESTDIR)$(PREFIX)/lib/pkgconfig/kiosk-driver.pc

install: all install-sdk
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/kiosk/drivers $(DESTDIR)$(PREFIX)/share/kiosk
	install $(BUILD)/bin/kiosk $(BUILD)/bin/kiosk-office $(BUILD)/bin/kiosk-check $(BUILD)/bin/kiosk-preview $(BUILD)/bin/kiosk-panel $(DESTDIR)$(PREFIX)/bin
	install $(DRIVER_BINS) $(DESTDIR)$(PREFIX)/lib/kiosk/drivers
	cp -r assets/. $(DESTDIR)$(PREFIX)/share/kiosk/
	install -d $(DESTDIR)$(PREFIX)/share/locale && cp -r $(BUILD)/share/locale/. $(DESTDIR)$(PREFIX)/share/locale
	install -m 644 $(READINGS) $(DESTDIR)$(PREFIX)/share/kiosk/words/
	$(foreach d,$(DRIVER_DATA),cp -r $(dir $(d)). $(DESTDIR)$(PREFIX)/share/kiosk/$(notdir $(patsubst %/,%,$(dir $(d))));)

clean:
	rm -rf build

help:
	@sed -n 's/^\([a-z-]*\):.*/  make \1/p' Makefile | sort -u

# How characters are read, for finding services by letters.
$(READINGS): assets/words/readings.awk /usr/share/unicode/Unihan_Readings.txt.bz2
	@mkdir -p $(@D)
	$(Q)bzcat /usr/share/unicode/Unihan_Readings.txt.bz2 | LC_ALL=C awk -f $< | LC_ALL=C sort > $@.part && mv $@.part $@
	@test -s $@

# ---- libraries -------------------------------------------------------------------------
library = $(BUILD)/lib/lib$(1).a
define LIBRARY
$(BUILD)/lib/lib$(1).a: $(call objects,$(2))
	@mkdir -p $$(@D)
	$(Q)rm -f $$@ && ar rcs $$@ $$^
endef
$(eval $(call LIBRARY,base,$(BASE_SRC)))
$(eval $(call LIBRARY,core,$(CORE_SRC)))
$(eval $(call LIBRARY,documents,$(DOCUMENTS_SRC)))
$(eval $(call LIBRARY,terminal,$(TERMINAL_SRC)))
$(eval $(call LIBRARY,panel,$(PANEL_SRC)))
$(eval $(call LIBRARY,office,$(OFFICE_SRC)))
$(eval $(call LIBRARY,sdk,$(SDK_SRC)))
$(eval $(call LIBRARY,support,$(SUPPORT_SRC)))
$(BUILD)/obj/drivers/sdk/transport_usb.o: PKGFLAGS += $(call pkg,cflags,libusb-1.0)
# For drivers that are built elsewhere: both in one, and the allocator that wipes.
$(eval $(call LIBRARY,kiosk-driver,$(SDK_SRC) $(BASE_SRC) $(if $(filter 1,$(SAN)),,kiosk/base/wipe_malloc.c)))

BASE_LINK := $(call library,base)
BASE_LD   := $(call pkg,libs,$(BASE_PKGS)) $(BASE_LIBS) -lpthread -lm
WIPE      := $(if $(filter 1,$(SAN)),,$(if $(wildcard kiosk/base/wipe_malloc.c),$(BUILD)/obj/kiosk/base/wipe_malloc.o))

say = @printf '  %-5s %s\n' $(1) $(2)
link = $(if $(filter 1,$(V)),,@printf '  LINK  %s\n' $@ &&) mkdir -p $(@D) && $(CC) $(LDFLAGS) -o $@

# ---- programs --------------------------------------------------------------------------
TERMINAL_LD := $(call pkg,libs,$(TERMINAL_PKGS))
OFFICE_LD   := $(call pkg,libs,$(OFFICE_PKGS))
DOCUMENT_LD := $(call pkg,libs,$(DOCUMENT_PKGS))

$(BUILD)/bin/kiosk: $(call objects,kiosk/terminal/main.c kiosk/terminal/inspect_none.c) $(WIPE) \
                    $(call library,terminal) $(call library,core) $(BASE_LINK)
	$(Q)$(link) $^ $(TERMINAL_LD) $(BASE_LD)

# The same program with the inspect interface linked in: for tests and for the demo.
$(BUILD)/inspect/bin/kiosk: $(call objects,kiosk/terminal/main.c kiosk/terminal/inspect.c) $(WIPE) \
                    $(call library,terminal) $(call library,core) $(BASE_LINK)
	$(Q)$(link) $^ $(TERMINAL_LD) $(BASE_LD)

$(BUILD)/bin/kiosk-office: $(call objects,kiosk/office/main.c) $(call library,office) \
                    $(call library,documents) $(call library,core) $(BASE_LINK)
	$(Q)$(link) $^ $(OFFICE_LD) $(DOCUMENT_LD) $(BASE_LD)

$(BUILD)/bin/kiosk-check: $(call objects,$(wildcard kiosk/check/*.c)) $(call library,core) $(BASE_LINK)
	$(Q)$(link) $^ $(BASE_LD)

# The toolkit of the touch screen, without the touch screen's program.
$(BUILD)/bin/kiosk-panel: $(call objects,kiosk/panel/main.c) $(call library,panel) $(call library,terminal) \
                    $(call library,core) $(BASE_LINK)
	$(Q)$(link) $^ $(TERMINAL_LD) $(BASE_LD)

$(BUILD)/bin/kiosk-preview: $(call objects,$(wildcard kiosk/preview/*.c)) $(call library,terminal) \
                    $(call library,core) $(BASE_LINK)
	$(Q)$(link) $^ $(TERMINAL_LD) $(BASE_LD)

define DRIVER
$(BUILD)/lib/lib$(call driver_name,$(1)).a: $(call objects,$(filter-out drivers/$(1)/main.c,$(wildcard drivers/$(1)/*.c)))
	@mkdir -p $$(@D)
	$(Q)rm -f $$@ && ar rcs $$@ $$^
$(BUILD)/bin/drivers/$(call driver_name,$(1)): $(BUILD)/obj/drivers/$(1)/main.o \
    $(BUILD)/lib/lib$(call driver_name,$(1)).a \
    $(foreach u,$(uses-$(call driver_name,$(1))),$(BUILD)/lib/lib$(u).a) $(WIPE) $(call library,sdk) \
    $(if $(filter typesetter/%,$(1)),$(call library,documents)) $(BASE_LINK)
	$(Q)$$(link) $$^ $$(call pkg,libs,$$(pkgs-$(call driver_name,$(1)))) \
	  $$(libs-$(call driver_name,$(1))) $(if $(filter typesetter/%,$(1)),$(DOCUMENT_LD)) $(BASE_LD)
$(BUILD)/obj/drivers/$(1)/%.o: PKGFLAGS += $$(call pkg,cflags,$$(pkgs-$(call driver_name,$(1))))
endef
$(foreach d,$(DRIVERS),$(eval $(call DRIVER,$(d))))

define SDK_TOOL
$(BUILD)/bin/$(1): $(call objects,$(wildcard drivers/sdk/$(1)/*.c)) $(call library,sdk) $(BASE_LINK)
	$(Q)$$(link) $$^ $(BASE_LD)
endef
$(foreach t,$(SDK_TOOLS),$(eval $(call SDK_TOOL,$(t))))

# ---- tests: tests/<part>/test_x links the part; tests/drivers/<class>-<name>/ the driver ---
SUPPORT_LD := $(call pkg,libs,$(TEST_PKGS) pangocairo libjpeg libqrencode) -lcups -lcurl -lsqlite3
test_part = $(word 2,$(subst /, ,$(1)))
test_driver = $(word 3,$(subst /, ,$(1)))
libs_of_base      :=
libs_of_core      := core
libs_of_documents := documents
libs_of_terminal  := terminal core
libs_of_panel     := panel terminal core
libs_of_office    := office documents core
libs_of_journeys  := core
libs_of_look      := panel terminal core
libs_of_bench     := core
libs_of_drivers   := sdk

define TEST
$(BUILD)/bin/$(1): $(BUILD)/obj/$(1).o \
  $(if $(filter drivers,$(call test_part,$(1))),$(if $(findstring -,$(call test_driver,$(1))),$(foreach u,$(call test_driver,$(1)) $(uses-$(call test_driver,$(1))),$(BUILD)/lib/lib$(u).a))) \
  $(call library,support) $(foreach l,$(libs_of_$(call test_part,$(1))),$(call library,$(l))) $(BASE_LINK)
	$(Q)$$(link) $$^ $(if $(filter terminal panel look,$(call test_part,$(1))),$(TERMINAL_LD)) \
	  $(if $(filter office documents,$(call test_part,$(1))),$(OFFICE_LD) $(DOCUMENT_LD)) \
	  $(if $(filter drivers,$(call test_part,$(1))),$$(call pkg,libs,$$(pkgs-$(call test_driver,$(1)))) $$(libs-$(call test_driver,$(1)))) \
	  $(SUPPORT_LD) $(BASE_LD)
endef
$(foreach t,$(TESTS),$(eval $(call TEST,$(t))))

# Benchmarks: tests/bench/bench_x.c; what one links besides stands in tests/bench/bench.mk as
# pkgs-bench_x and libs-bench_x.
-include tests/bench/bench.mk
define BENCH
$(BUILD)/bin/$(1): $(BUILD)/obj/$(1).o $(call library,support) $(call library,core) $(BASE_LINK)
	$(Q)$$(link) $$^ $$(call pkg,libs,$$(pkgs-$(notdir $(1)))) $$(libs-$(notdir $(1))) $(SUPPORT_LD) $(BASE_LD)
$(BUILD)/obj/$(1).o: PKGFLAGS += $$(call pkg,cflags,$$(pkgs-$(notdir $(1))))
endef
$(foreach b,$(BENCHES),$(eval $(call BENCH,$(b))))

# Fuzz programs: tests/fuzz/fuzz_x.c, with libFuzzer's main (FUZZ=1) or with one that reads seeds.
-include tests/fuzz/fuzz.mk
ifeq ($(FUZZ),1)
CFLAGS += -fsanitize=fuzzer-no-link
endif
fuzz_drivers = $(foreach u,$(uses-$(notdir $(1))),$(BUILD)/lib/lib$(u).a)
define FUZZER
$(BUILD)/bin/$(1): $(BUILD)/obj/$(1).o $(if $(filter 1,$(FUZZ)),,$(BUILD)/obj/tests/fuzz/replay.o) \
  $(call fuzz_drivers,$(1)) $(foreach l,support terminal office documents core sdk base,$(call library,$(l)))
	$(Q)$$(link) $(if $(filter 1,$(FUZZ)),-fsanitize=fuzzer) -Wl,--start-group $$^ -Wl,--end-group \
	  $(foreach u,$(uses-$(notdir $(1))),$$(call pkg,libs,$$(pkgs-$(u))) $$(libs-$(u))) \
	  $(TERMINAL_LD) $(OFFICE_LD) $(DOCUMENT_LD) $(SUPPORT_LD) $(BASE_LD)
$(BUILD)/obj/$(1).o: PKGFLAGS += $(foreach u,$(uses-$(notdir $(1))),$$(call pkg,cflags,$$(pkgs-$(u))))
endef
$(foreach f,$(FUZZERS),$(eval $(call FUZZER,$(f))))

# Programs that stand in for the world in tests: simulators, a printer, an injector.
$(SUPPORT_TOOLS:%=$(BUILD)/bin/support/%): $(BUILD)/bin/support/%: $(BUILD)/obj/tests/support/%/main.o \
                    $(call library,support) $(BASE_LINK)
	$(Q)$(link) $^ $(SUPPORT_LD) $(BASE_LD)

# Libraries to preload: what a kernel without the hardware cannot give. No sanitizers: they
# come before it.
$(BUILD)/lib/preload/%.so: tests/support/preload/%.c
	@mkdir -p $(@D)
	$(if $(filter 1,$(V)),,@printf '  SO    %s\n' $@ &&) $(CC) $(filter-out -D_FORTIFY_SOURCE=2,$(CPPFLAGS)) $(call pkg,cflags,libusb-1.0) \
	  $(filter-out $(SANFLAGS) -fPIE,$(CFLAGS)) -fPIC -shared -o $@ $< -ldl

# The whole system, walked by hand or by itself.
$(BUILD)/bin/demo: $(call objects,$(wildcard tests/journeys/demo/*.c)) $(call library,support) $(call library,core) $(BASE_LINK)
	$(Q)$(link) $^ $(SUPPORT_LD) $(BASE_LD)

# ---- rules -----------------------------------------------------------------------------
$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(if $(filter 1,$(V)),,@printf '  CC    %s\n' $< &&) $(CC) $(CPPFLAGS) $(PKGFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@

# A language is a folder of .po files, one a part of the program. One that says too little is
# told and not made: it would be offered.
define MESSAGE
$(BUILD)/share/locale/$(1)/LC_MESSAGES/kiosk.mo: $(sort $(wildcard assets/texts/$(1)/*.po)) assets/texts/needed.pot assets/texts/compile
	@mkdir -p $$(@D)
	$(Q)assets/texts/compile $(1) $$@
endef
$(foreach l,$(LANGUAGES),$(eval $(call MESSAGE,$(l))))

# Loops over pixels: several at once.
$(BUILD)/obj/kiosk/terminal/ui/canvas.o $(BUILD)/obj/kiosk/terminal/ui/shape.o: OPT := $(if $(filter 1,$(SAN)),-O1,-O3)

# Files that the office carries inside are read by the assembler, which tells no dependencies.
$(BUILD)/obj/kiosk/office/embedded.o: $(wildcard kiosk/office/schema/*.sql assets/office/*)

.SECONDARY:
-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
