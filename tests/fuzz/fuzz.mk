# SPDX-License-Identifier: Apache-2.0
# What a fuzz program links besides our libraries: uses-fuzz_x names drivers (class-name).
uses-fuzz_sam := card-sam
uses-fuzz_code := code-serial
uses-fuzz_picture := image-leptonica
uses-fuzz_ipp := printer-ipp
uses-fuzz_escpos := receipt-escpos
