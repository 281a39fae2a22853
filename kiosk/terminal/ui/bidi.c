// SPDX-License-Identifier: Apache-2.0
#include "bidi.h"

#include <fribidi.h>
#include <glib.h>

bool
bidi_is_rtl(uint32_t code_point)
{
    return FRIBIDI_IS_RTL(fribidi_get_bidi_type(code_point));
}

bool
bidi_is_joined(uint32_t code_point)
{
    bool arabic = (code_point >= 0x600 && code_point <= 0x6FF) ||
                  (code_point >= 0x750 && code_point <= 0x77F) ||
                  (code_point >= 0x8A0 && code_point <= 0x8FF) ||
                  (code_point >= 0xFB50 && code_point <= 0xFDFF) ||
                  (code_point >= 0xFE70 && code_point <= 0xFEFE);
    if (!arabic)
        return false;
    FriBidiCharType kind = fribidi_get_bidi_type(code_point);
    bool mark = kind == FRIBIDI_TYPE_NSM;
    return mark || (kind == FRIBIDI_TYPE_AL && g_unichar_isalpha(code_point)) ||
           code_point == 0x640; // stretches the join
}

/* ---- numbers ---- */

/* • stands for a digit that is not shown. */
static bool
is_digit(uint32_t code_point)
{
    return (code_point >= '0' && code_point <= '9') || code_point == 0x2022;
}

static bool
is_inside_number(uint32_t code_point)
{
    return is_digit(code_point) || code_point == ' ' || code_point == 0xA0 ||
           code_point == '.' || code_point == ',' || code_point == ':' ||
           code_point == '/' || code_point == '-' || code_point == '%' ||
           code_point == '+';
}

/* Where the number that begins at `from` ends: behind its last digit, or its per cent. */
static size_t
number_end(const struct bidi_character *characters, size_t count, size_t from)
{
    size_t end = from;
    for (size_t at = from; at < count && is_inside_number(characters[at].code_point);
         at++)
        if (is_digit(characters[at].code_point) || characters[at].code_point == '%')
            end = at + 1;
    // The X of an ID number.
    if (end < count && characters[end].code_point == 'X')
        end++;
    return end;
}

static void
keep_numbers(struct bidi_character *characters, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        if (!is_digit(characters[at].code_point))
            continue;
        size_t end = number_end(characters, count, at);
        if (at > 0 && characters[at - 1].code_point == '+')
            at--;
        for (; at < end; at++)
            characters[at].kind = FRIBIDI_TYPE_LTR;
        at--;
    }
}

/* ---- levels ---- */

static FriBidiParType
base_of(const struct bidi_character *characters, size_t count, bool mirrored)
{
    for (size_t i = 0; i < count; i++) {
        bool rtl = FRIBIDI_IS_RTL(characters[i].kind);
        if (mirrored ? rtl : FRIBIDI_IS_STRONG(characters[i].kind))
            return rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    }
    return FRIBIDI_PAR_LTR;
}

static void
resolve_paragraph(struct bidi_character *characters, size_t count, bool mirrored)
{
    if (count == 0)
        return;
    FriBidiParType base = base_of(characters, count, mirrored);
    g_autofree FriBidiChar *codes = g_new(FriBidiChar, count);
    g_autofree FriBidiCharType *kinds = g_new(FriBidiCharType, count);
    g_autofree FriBidiBracketType *brackets = g_new(FriBidiBracketType, count);
    g_autofree FriBidiLevel *levels = g_new0(FriBidiLevel, count);
    for (size_t i = 0; i < count; i++) {
        codes[i] = characters[i].code_point;
        kinds[i] = characters[i].kind;
    }
    fribidi_get_bracket_types(codes, (FriBidiStrIndex)count, kinds, brackets);
    // 0: no memory; all levels are 0 then, and the line is seen as it was written.
    if (fribidi_get_par_embedding_levels_ex(kinds, brackets, (FriBidiStrIndex)count,
                                            &base, levels) == 0)
        return;
    for (size_t i = 0; i < count; i++) {
        characters[i].level = levels[i];
        characters[i].base = base == FRIBIDI_PAR_RTL;
    }
}

void
bidi_resolve(struct bidi_character *characters, size_t count, bool mirrored)
{
    for (size_t i = 0; i < count; i++) {
        characters[i].kind = fribidi_get_bidi_type(characters[i].code_point);
        characters[i].level = characters[i].base = 0;
    }
    keep_numbers(characters, count);
    size_t from = 0;
    for (size_t i = 0; i <= count; i++) {
        if (i < count && characters[i].code_point != '\n')
            continue;
        resolve_paragraph(characters + from, i - from, mirrored);
        from = i + 1;
    }
}

void
bidi_order(const struct bidi_character *line, size_t count, int *order_out)
{
    g_autofree FriBidiCharType *kinds = g_new(FriBidiCharType, count);
    g_autofree FriBidiLevel *levels = g_new(FriBidiLevel, count);
    g_autofree FriBidiStrIndex *order = g_new(FriBidiStrIndex, count);
    for (size_t i = 0; i < count; i++) {
        kinds[i] = line[i].kind;
        levels[i] = line[i].level;
        order[i] = (FriBidiStrIndex)i;
    }
    FriBidiParType base = count > 0 && line[0].base ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    // 0: no memory; the line is seen as it was written.
    if (fribidi_reorder_line(0, kinds, (FriBidiStrIndex)count, 0, base, levels, NULL,
                             order) == 0)
        for (size_t i = 0; i < count; i++)
            order[i] = (FriBidiStrIndex)i;
    for (size_t i = 0; i < count; i++)
        order_out[i] = order[i];
}

uint32_t
bidi_seen(const struct bidi_character *character)
{
    FriBidiChar other = character->code_point;
    if (character->level % 2 != 0)
        fribidi_get_mirror_char(character->code_point, &other);
    return other;
}
