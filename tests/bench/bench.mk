# SPDX-License-Identifier: Apache-2.0
# What a benchmark links besides test support, core and base: pkgs-bench_x, libs-bench_x.
pkgs-bench_image := lept libjpeg pangocairo
libs-bench_image := $(BUILD)/lib/libimage-leptonica.a
$(BUILD)/bin/tests/bench/bench_image: | $(BUILD)/lib/libimage-leptonica.a
