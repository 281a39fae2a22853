# SPDX-License-Identifier: Apache-2.0
# What a benchmark links besides test support, core and base: pkgs-bench_x, libs-bench_x.
pkgs-bench_image := lept libjpeg pangocairo
# The archive stands before what it needs, so both are named here.
libs-bench_image := $(BUILD)/lib/libimage-leptonica.a $(call pkg,libs,lept libjpeg pangocairo)
$(BUILD)/bin/tests/bench/bench_image: $(BUILD)/lib/libimage-leptonica.a
pkgs-bench_submit := sqlite3 libsodium
libs-bench_submit = -Wl,--start-group $(BUILD)/lib/libterminal.a $(BUILD)/lib/libcore.a \
  $(BUILD)/lib/libbase.a -Wl,--end-group $(TERMINAL_LD)
$(BUILD)/bin/tests/bench/bench_submit: $(BUILD)/lib/libterminal.a
pkgs-bench_office := libmicrohttpd sqlite3 libsodium
libs-bench_office = $(call pkg,libs,libmicrohttpd sqlite3 libsodium)
pkgs-bench_ui := sdl2 SDL2_ttf
libs-bench_ui = -Wl,--start-group $(BUILD)/lib/libterminal.a $(BUILD)/lib/libcore.a \
  $(BUILD)/lib/libbase.a -Wl,--end-group $(TERMINAL_LD)
$(BUILD)/bin/tests/bench/bench_ui: $(BUILD)/lib/libterminal.a
pkgs-bench_input := rime
libs-bench_input := $(BUILD)/lib/libinput-rime.a $(call pkg,libs,rime)
$(BUILD)/bin/tests/bench/bench_input: | $(BUILD)/lib/libinput-rime.a
libs-bench_driver = -Wl,--start-group $(BUILD)/lib/libterminal.a $(BUILD)/lib/libcore.a \
  $(BUILD)/lib/libbase.a -Wl,--end-group $(TERMINAL_LD)
$(BUILD)/bin/tests/bench/bench_driver: $(BUILD)/lib/libterminal.a
pkgs-bench_screens := sdl2 SDL2_ttf
libs-bench_screens = -Wl,--start-group $(BUILD)/lib/libterminal.a $(BUILD)/lib/libcore.a \
  $(BUILD)/lib/libbase.a -Wl,--end-group $(TERMINAL_LD)
$(BUILD)/bin/tests/bench/bench_screens: $(BUILD)/lib/libterminal.a
