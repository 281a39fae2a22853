# SPDX-License-Identifier: Apache-2.0
pkgs-card-pcsc := libpcsclite
debs-card-pcsc := libpcsclite-dev libpcsclite1 pcscd vsmartcard-vpcd
