# SPDX-License-Identifier: Apache-2.0
libs-scanner-sane := -lsane
debs-scanner-sane := libsane-dev libsane1
