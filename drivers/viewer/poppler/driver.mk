# SPDX-License-Identifier: Apache-2.0
pkgs-viewer-poppler := poppler-glib cairo
debs-viewer-poppler := libpoppler-glib-dev poppler-data fonts-noto-cjk
