// SPDX-License-Identifier: Apache-2.0
#include "setting.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <sane/saneopts.h>

#include "calls.h"

#define A4_WIDTH_MM 210
#define A4_HEIGHT_MM 297

static double
number_of(const SANE_Option_Descriptor *option, SANE_Word word)
{
    return option->type == SANE_TYPE_FIXED ? SANE_UNFIX(word) : word;
}

static SANE_Word
word_of(const SANE_Option_Descriptor *option, double number)
{
    return option->type == SANE_TYPE_FIXED
               ? (SANE_Word)lround(number * (1 << SANE_FIXED_SCALE_SHIFT))
               : (SANE_Word)lround(number);
}

static double
nearest_in_range(const SANE_Option_Descriptor *option, double wanted)
{
    const SANE_Range *range = option->constraint.range;
    double min = number_of(option, range->min), max = number_of(option, range->max);
    double step = number_of(option, range->quant);
    double number = CLAMP(wanted, min, max);
    if (step > 0) {
        number = min + floor((number - min) / step + 0.5) * step;
        if (number > max)
            number -= step;
    }
    return number;
}

double
setting_nearest(const SANE_Option_Descriptor *option, double wanted)
{
    if (option->constraint_type == SANE_CONSTRAINT_RANGE)
        return nearest_in_range(option, wanted);
    if (option->constraint_type != SANE_CONSTRAINT_WORD_LIST)
        return wanted;
    const SANE_Word *list = option->constraint.word_list; // its length stands first
    double best = wanted, distance = INFINITY;
    for (SANE_Word i = 1; i <= list[0]; i++) {
        double number = number_of(option, list[i]), far = fabs(number - wanted);
        if (far < distance || (far <= distance && number > best)) {
            best = number;
            distance = far;
        }
    }
    return best;
}

/* ---- choices of words -------------------------------------------------------------- */

static bool
has_word(const char *entry, const char *const *words)
{
    g_autofree char *lower = g_ascii_strdown(entry, -1);
    for (; *words; words++)
        if (strstr(lower, *words))
            return true;
    return false;
}

/* The first entry with one of `words` and none of `never`; else the first with one. */
static const char *
choose(const SANE_String_Const *list, const char *const *words, const char *const *never)
{
    const char *second = NULL;
    for (; list && *list; list++) {
        if (!has_word(*list, words))
            continue;
        if (!has_word(*list, never))
            return *list;
        if (!second)
            second = *list;
    }
    return second;
}

const char *
setting_choose_mode(const SANE_String_Const *list, bool colour)
{
    static const char *const colours[] = {"color", "colour", "rgb", NULL};
    static const char *const greys[] = {"gray", "grey", NULL};
    // "48bit Color", "Color Lineart", "Gray 16", "Color Halftone", "Gray Error Diffusion"
    static const char *const never[] = {
        "48", "42", "36", "30", "16", "line", "half", "diff", "dither", "infrared", NULL};
    return choose(list, colour ? colours : greys, never);
}

static const char *const feeders[] = {"adf", "feeder", "automatic", NULL};

bool
setting_is_feeder(const char *entry)
{
    return has_word(entry, feeders);
}

const char *
setting_choose_source(const SANE_String_Const *list, const char *source)
{
    static const char *const beds[] = {"flatbed", "platen", "normal", "fb", NULL};
    static const char *const never[] = {"duplex", "back",     "both", "transparen",
                                        "film",   "negative", "tpu",  NULL};
    if (strcmp(source, "feeder") == 0)
        return choose(list, feeders, never);
    return strcmp(source, "flatbed") == 0 ? choose(list, beds, never) : NULL;
}

/* ---- the device -------------------------------------------------------------------- */

/* Nothing is remembered between two settings: a backend that answers SANE_INFO_RELOAD_OPTIONS
 * has changed numbers, ranges and lists, and those of the net backend are fetched anew only
 * when they are asked for. */
const SANE_Option_Descriptor *
setting_find(SANE_Handle handle, const char *name, SANE_Int *number_out)
{
    SANE_Int count = 0;
    if (calls_get(handle, 0, &count) != SANE_STATUS_GOOD)
        return NULL;
    for (SANE_Int i = 1; i < count; i++) {
        const SANE_Option_Descriptor *option = calls_option(handle, i);
        if (option && option->name && strcmp(option->name, name) == 0 &&
            SANE_OPTION_IS_ACTIVE(option->cap) && SANE_OPTION_IS_SETTABLE(option->cap)) {
            *number_out = i;
            return option;
        }
    }
    return NULL;
}

static bool
control(SANE_Handle handle, SANE_Int number, void *value, const char *name,
        GError **error)
{
    SANE_Status status = calls_set(handle, number, value);
    if (status == SANE_STATUS_GOOD)
        return true;
    g_set_error(error, SETTING_ERROR,
                status == SANE_STATUS_INVAL || status == SANE_STATUS_UNSUPPORTED
                    ? SETTING_ERROR_VALUE
                    : SETTING_ERROR_DEVICE,
                "The scanner refuses option %s: %s", name, sane_strstatus(status));
    return false;
}

static bool
set_string(SANE_Handle handle, SANE_Int number, const SANE_Option_Descriptor *option,
           const char *value, GError **error)
{
    size_t length = strlen(value), size = (size_t)MAX(option->size, 1);
    if (length >= size) {
        g_set_error(error, SETTING_ERROR, SETTING_ERROR_VALUE,
                    "Option %s takes %zu bytes at most", option->name, size - 1);
        return false;
    }
    g_autofree char *buffer = g_malloc0(size);
    memcpy(buffer, value, length);
    g_autofree char *name = g_strdup(option->name);
    return control(handle, number, buffer, name, error);
}

static bool
set_number(SANE_Handle handle, SANE_Int number, const SANE_Option_Descriptor *option,
           double value, GError **error)
{
    if (option->size != sizeof(SANE_Word)) {
        g_set_error(error, SETTING_ERROR, SETTING_ERROR_VALUE,
                    "Option %s is a table and cannot be set from one number",
                    option->name);
        return false;
    }
    SANE_Word word = word_of(option, value);
    g_autofree char *name = g_strdup(option->name);
    return control(handle, number, &word, name, error);
}

static bool
bool_of(const char *text, SANE_Bool *value_out)
{
    static const char *const yes[] = {"yes", "true", "on", "1", NULL};
    static const char *const no[] = {"no", "false", "off", "0", NULL};
    if (!g_strv_contains(yes, text) && !g_strv_contains(no, text))
        return false;
    *value_out = g_strv_contains(yes, text) ? SANE_TRUE : SANE_FALSE;
    return true;
}

static bool
set_text(SANE_Handle handle, SANE_Int number, const SANE_Option_Descriptor *option,
         const char *value, GError **error)
{
    SANE_Bool flag = SANE_FALSE;
    char *end = NULL;
    double amount = g_ascii_strtod(value, &end);
    if (option->type == SANE_TYPE_STRING)
        return set_string(handle, number, option, value, error);
    if (option->type == SANE_TYPE_BUTTON)
        return control(handle, number, NULL, option->name, error);
    if (option->type == SANE_TYPE_BOOL && bool_of(value, &flag))
        return control(handle, number, &flag, option->name, error);
    bool numeric = option->type == SANE_TYPE_INT || option->type == SANE_TYPE_FIXED;
    double most = option->type == SANE_TYPE_FIXED ? 32767 : INT32_MAX; // 16.16 bits
    if (numeric && end != value && *end == 0 && fabs(amount) <= most)
        return set_number(handle, number, option, amount, error);
    g_set_error(error, SETTING_ERROR, SETTING_ERROR_VALUE,
                "Option %s does not take this kind of value", option->name);
    return false;
}

bool
setting_set(SANE_Handle handle, const char *name, const char *value, GError **error)
{
    SANE_Int number = 0;
    const SANE_Option_Descriptor *option = setting_find(handle, name, &number);
    if (option)
        return set_text(handle, number, option, value, error);
    g_set_error(error, SETTING_ERROR, SETTING_ERROR_NAME,
                "This scanner has no option %s that could be set now", name);
    return false;
}

static const SANE_Option_Descriptor *
find_list(SANE_Handle handle, const char *name, SANE_Int *number_out)
{
    const SANE_Option_Descriptor *option = setting_find(handle, name, number_out);
    bool list = option && option->type == SANE_TYPE_STRING &&
                option->constraint_type == SANE_CONSTRAINT_STRING_LIST;
    return list ? option : NULL;
}

static bool
apply_source(SANE_Handle handle, const char *source, GError **error)
{
    if (!source)
        return true;
    SANE_Int number = 0;
    const SANE_Option_Descriptor *option =
        find_list(handle, SANE_NAME_SCAN_SOURCE, &number);
    const char *entry =
        option ? setting_choose_source(option->constraint.string_list, source) : NULL;
    if (entry)
        return set_string(handle, number, option, entry, error);
    // Without a choice there is one source, and pages are laid in by hand, one at a time.
    if (!option && strcmp(source, "flatbed") == 0)
        return true;
    g_set_error(error, SETTING_ERROR, SETTING_ERROR_WISH, "This scanner has no %s",
                source);
    return false;
}

static bool
apply_mode(SANE_Handle handle, bool colour, GError **error)
{
    SANE_Int number = 0;
    const SANE_Option_Descriptor *option =
        find_list(handle, SANE_NAME_SCAN_MODE, &number);
    const char *entry =
        option ? setting_choose_mode(option->constraint.string_list, colour) : NULL;
    // A grey scanner asked for colour gives grey; the page says what it is.
    return !entry || set_string(handle, number, option, entry, error);
}

static bool
apply_number(SANE_Handle handle, const char *name, double wanted, double *taken_out,
             GError **error)
{
    SANE_Int number = 0;
    const SANE_Option_Descriptor *option = setting_find(handle, name, &number);
    if (!option || (option->type != SANE_TYPE_INT && option->type != SANE_TYPE_FIXED) ||
        option->size != sizeof(SANE_Word))
        return true;
    double nearest = setting_nearest(option, wanted);
    if (taken_out)
        *taken_out = nearest;
    return set_number(handle, number, option, nearest, error);
}

static bool
apply_resolution(SANE_Handle handle, int dpi, int *dpi_out, GError **error)
{
    double taken = dpi;
    if (!apply_number(handle, SANE_NAME_SCAN_RESOLUTION, dpi, &taken, error) ||
        !apply_number(handle, SANE_NAME_SCAN_X_RESOLUTION, taken, NULL, error) ||
        !apply_number(handle, SANE_NAME_SCAN_Y_RESOLUTION, taken, NULL, error))
        return false;
    *dpi_out = (int)lround(taken);
    return true;
}

/* From the corner of the glass as far as A4 reaches, or the glass. */
static bool
apply_length(SANE_Handle handle, const char *begin, const char *end, double length_mm,
             int dpi, GError **error)
{
    SANE_Int number = 0;
    const SANE_Option_Descriptor *option = setting_find(handle, end, &number);
    if (!option || option->constraint_type != SANE_CONSTRAINT_RANGE)
        return true;
    double length = option->unit == SANE_UNIT_PIXEL ? length_mm / 25.4 * dpi : length_mm;
    double first = number_of(option, option->constraint.range->min);
    return apply_number(handle, begin, first, NULL, error) &&
           apply_number(handle, end, first + length, NULL, error);
}

static bool
apply_address(SANE_Handle handle, const struct address *address, GError **error)
{
    for (size_t i = 0; i < address->setting_count; i++)
        if (!setting_set(handle, address->settings[i].name, address->settings[i].value,
                         error))
            return false;
    return true;
}

/* What an option says now, as text; NULL when it is no string. g_free it. */
static char *
read_string(SANE_Handle handle, const char *name)
{
    SANE_Int number = 0;
    const SANE_Option_Descriptor *option = setting_find(handle, name, &number);
    if (!option || option->type != SANE_TYPE_STRING || option->size < 1)
        return NULL;
    g_autofree char *text = g_malloc0((size_t)option->size + 1);
    if (calls_get(handle, number, text) != SANE_STATUS_GOOD)
        return NULL;
    return g_steal_pointer(&text);
}

/* What the device says its resolution is, or what we asked for. The address may have set it. */
static int
read_resolution(SANE_Handle handle, int otherwise)
{
    SANE_Int number = 0;
    SANE_Word word = 0;
    const SANE_Option_Descriptor *option =
        setting_find(handle, SANE_NAME_SCAN_RESOLUTION, &number);
    if (!option || option->size != sizeof(word) ||
        calls_get(handle, number, &word) != SANE_STATUS_GOOD)
        return otherwise;
    int dpi = (int)lround(number_of(option, word));
    return dpi > 0 ? dpi : otherwise;
}

bool
setting_apply(SANE_Handle handle, const struct setting_wish *wish,
              const struct address *address, struct setting_result *result_out,
              GError **error)
{
    int dpi = wish->dpi;
    // Each of these may change the ranges of those below it, hence the order.
    if (!apply_source(handle, wish->source, error) ||
        !apply_mode(handle, wish->colour, error) ||
        !apply_number(handle, SANE_NAME_BIT_DEPTH, 8, NULL, error) ||
        !apply_resolution(handle, wish->dpi, &dpi, error) ||
        !apply_length(handle, SANE_NAME_SCAN_TL_X, SANE_NAME_SCAN_BR_X, A4_WIDTH_MM, dpi,
                      error) ||
        !apply_length(handle, SANE_NAME_SCAN_TL_Y, SANE_NAME_SCAN_BR_Y, A4_HEIGHT_MM, dpi,
                      error) ||
        !apply_address(handle, address, error))
        return false;
    g_autofree char *source = read_string(handle, SANE_NAME_SCAN_SOURCE);
    *result_out = (struct setting_result){.dpi = read_resolution(handle, dpi),
                                          .feeder = source && setting_is_feeder(source)};
    return true;
}
