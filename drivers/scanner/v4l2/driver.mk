# SPDX-License-Identifier: Apache-2.0
pkgs-scanner-v4l2 := libjpeg
debs-scanner-v4l2 := libjpeg62-turbo-dev linux-libc-dev
