# SPDX-License-Identifier: Apache-2.0
pkgs-image-leptonica := lept libjpeg pangocairo cairo-pdf
debs-image-leptonica := libleptonica-dev libjpeg62-turbo-dev libpango1.0-dev fonts-noto-cjk
