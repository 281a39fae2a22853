# SPDX-License-Identifier: Apache-2.0
# Makes the table that services are found by: character, its readings without tones, the
# likeliest first. Reads Unihan_Readings; run with LC_ALL=C, so that a character is its bytes.
# kHanyuPinlu counts readings in modern texts; who is not in it has his kMandarin.

BEGIN {
    FS = OFS = "\t"
    count = split("ā á ǎ à ē é ě è ê ế ề ī í ǐ ì ō ó ǒ ò ū ú ǔ ù ü ǖ ǘ ǚ ǜ ń ň ǹ ḿ", marked, " ")
    split("a a a a e e e e e e e i i i i o o o o u u u u v v v v v n n n m", plain, " ")
}

$2 == "kMandarin" || $2 == "kHanyuPinlu" {
    gsub(/\([0-9]*\)/, "", $3)
    for (i = 1; i <= count; i++) gsub(marked[i], plain[i], $3)
    many = split($3, part, " ")
    list = ""
    for (i = 1; i <= many; i++)
        if (index(" " list " ", " " part[i] " ") == 0)
            list = list == "" ? part[i] : list " " part[i]
    if ($2 == "kHanyuPinlu" || !($1 in readings)) readings[$1] = list
    # A reading of the dictionary that modern texts hardly have still counts, but last.
    else if (index(" " readings[$1] " ", " " list " ") == 0) readings[$1] = readings[$1] " " list
}

END { for (code in readings) print utf8(hex(substr(code, 3))), readings[code] }

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
