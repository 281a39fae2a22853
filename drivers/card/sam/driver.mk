# SPDX-License-Identifier: Apache-2.0
pkgs-card-sam := libusb-1.0
debs-card-sam := libusb-1.0-0-dev
