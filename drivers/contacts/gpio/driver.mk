# SPDX-License-Identifier: Apache-2.0
pkgs-contacts-gpio := libgpiod
debs-contacts-gpio := libgpiod-dev libgpiod2
