// SPDX-License-Identifier: Apache-2.0
/* Names that nobody thought of: one letter, all that a card has room for, Latin ones in capitals
 * or not, with marks, quotes and what means something elsewhere, letters that combine, and code
 * points that turn lines round. None is refused, none is another one in the archive. */
#include "tests/journeys/names.h"

static const struct name names[] = {
    {"丁", NULL},
    {"阿卜杜热合曼·阿卜杜热合曼江", NULL}, // 14 of 15 characters
    {"ئابدۇراخمان·ئىم", NULL},             // all 15 that a card has room for
    {"xiaoming li", NULL},
    {"O'Brien d'Arc", NULL},
    {"Zo\u0308e Nun\u0303ez", NULL}, // letters and their marks apart
    {"李\U0001F600", NULL},          // a picture for a name
    {"葛\U000E0100城", "葛"},        // one of several shapes of a character
    {"<b>&amp;\"王\"", NULL},        // means something to a browser
    {"王\u202E文", "[U+202E]"},      // turns what follows round
    {"𰻝𰻞", NULL},
};

static void
test_names_strange__go_through_byte_for_byte(void)
{
    names_go_through("names-strange", names, G_N_ELEMENTS(names));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/names/strange-ones-go-through-byte-for-byte",
                    test_names_strange__go_through_byte_for_byte);
    return g_test_run();
}
