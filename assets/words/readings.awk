# SPDX-License-Identifier: Apache-2.0
# Makes the table that services are found by: character, its readings without tones, the
# likeliest first. Reads Unihan_Readings; run with LC_ALL=C, so that a character is its bytes.
# kHanyuPinlu counts readings in modern texts; who is not in it has his kMandarin. Behind them
# come those of a dictionary of today (kXHC1983), so that 曾 is found by zeng and 查 by zha, too.

BEGIN {
    FS = OFS = "\t"
    count = split("ā á ǎ à ē é ě è ê ế ề ī í ǐ ì ō ó ǒ ò ū ú ǔ ù ü ǖ ǘ ǚ ǜ ń ň ǹ ḿ", marked, " ")
    split("a a a a e e e e e e e i i i i o o o o u u u u v v v v v n n n m", plain, " ")
}

$2 == "kMandarin" || $2 == "kHanyuPinlu" || $2 == "kXHC1983" {
    gsub(/\([0-9]*\)/, "", $3)
    gsub(/[0-9,.*]+:/, "", $3)
    for (i = 1; i <= count; i++) gsub(marked[i], plain[i], $3)
    of[$2, $1] = $3
    met[$1] = 1
}

END {
    for (code in met) {
        list = added("", of["kHanyuPinlu", code])
        # A reading that modern texts hardly have still counts, but last.
        list = added(list, of["kMandarin", code])
        list = added(list, of["kXHC1983", code])
        print utf8(hex(substr(code, 3))), list
    }
}

# `list` and what of `more` is not in it yet.
function added(list, more,    part, many, i) {
    many = split(more, part, " ")
    for (i = 1; i <= many; i++)
        if (index(" " list " ", " " part[i] " ") == 0)
            list = list == "" ? part[i] : list " " part[i]
    return list
}

function hex(text,    i, value) {
    value = 0
    for (i = 1; i <= length(text); i++)
        value = value * 16 + index("0123456789ABCDEF", substr(text, i, 1)) - 1
    return value
}

function utf8(code) {
    if (code < 65536)
        return sprintf("%c%c%c", 224 + int(code / 4096), 128 + int(code / 64) % 64, 128 + code % 64)
    return sprintf("%c%c%c%c", 240 + int(code / 262144), 128 + int(code / 4096) % 64, \
                   128 + int(code / 64) % 64, 128 + code % 64)
}
