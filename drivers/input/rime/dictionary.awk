# SPDX-License-Identifier: Apache-2.0
# Makes the pinyin dictionary: simplified characters and words, each with its syllables.
# Run with LC_ALL=C, so that a character is its bytes everywhere.
#   role=simple    a dictionary of simplified characters: which readings they have
#   role=words     our own lists: word, toned syllables, weight
#   role=readings  Unihan_Readings: kMandarin of 41 000 characters
#   role=large     a large dictionary that was converted to simplified characters

BEGIN {
    FS = OFS = "\t"
    split("ā á ǎ à ē é ě è ê ế ề ī í ǐ ì ō ó ǒ ò ū ú ǔ ù ü ǖ ǘ ǚ ǜ ń ň ǹ ḿ", marked, " ")
    split("a a a a e e e e e e e i i i i o o o o u u u u v v v v v n n n m", plain, " ")
    print "---\nname: kiosk\nversion: \"1\"\nsort: by_weight\nuse_preset_vocabulary: true"
    print "vocabulary: kiosk_essay\nmax_phrase_length: 7\nmin_phrase_weight: 100\n..."
}

/^#/ || NF < 2 { next }

function is_one(text) { # one character: no second byte that begins one
    return text !~ /^[\300-\377][\200-\277]*[\001-\177\300-\377]/
}

role == "simple" && is_one($1) {
    sub(/^lue$/, "lve", $2) # as the large one writes it
    sub(/^nue$/, "nve", $2)
    known[$1] = 1
    reads[$1, $2] = 1
    simple[++simples] = $1 SUBSEP $2
}

role == "words" && $3 + 0 > 0 {
    gsub(/[1-5]/, "", $2)
    if (($1, $2) in own) next
    own[$1, $2] = 1
    has[$1] = 1
    print $1, $2, $3
}

role == "readings" && $2 == "kMandarin" {
    for (i in marked) gsub(marked[i], plain[i], $3)
    split($3, first, " ")
    rare[++rares] = utf8(hex(substr($1, 3))) SUBSEP first[1]
}

role == "large" {
    # 乾 became 干 and brought its qián along: what simplified 干 is not read as is left out.
    if (is_one($1) && ($1 in known) && !(($1, $2) in reads)) next
    key = $1 SUBSEP $2
    if (key in own) next
    # 長 gives 40 % of its weight to zhǎng, 长 has it without a share: without is more.
    if (key in weight) {
        if ($3 == "") weight[key] = ""
        next
    }
    weight[key] = $3
    has[$1] = 1
    order[++count] = key
}

# What the large one has not comes last, but it comes: a name may hold any character.
END {
    for (i = 1; i <= count; i++) {
        split(order[i], part, SUBSEP)
        if (weight[order[i]] == "") print part[1], part[2]
        else print part[1], part[2], weight[order[i]]
    }
    for (i = 1; i <= simples; i++) {
        split(simple[i], part, SUBSEP)
        if (!(part[1] in has)) print part[1], part[2]
    }
    for (i = 1; i <= rares; i++) {
        split(rare[i], part, SUBSEP)
        if (!(part[1] in has) && !(part[1] in known)) print part[1], part[2], 0
    }
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
