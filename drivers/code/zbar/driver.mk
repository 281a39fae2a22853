# SPDX-License-Identifier: Apache-2.0
pkgs-code-zbar := zbar libjpeg
debs-code-zbar := libzbar-dev libjpeg62-turbo-dev
