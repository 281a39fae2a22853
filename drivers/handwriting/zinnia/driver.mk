# SPDX-License-Identifier: Apache-2.0
pkgs-handwriting-zinnia := zinnia
debs-handwriting-zinnia := libzinnia-dev tegaki-zinnia-simplified-chinese libstdc++-12-dev
