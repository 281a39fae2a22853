// SPDX-License-Identifier: Apache-2.0
/* Names as cards have them: rare characters, long ones with a dot, joined letters from right to
 * left, code points that nobody has assigned and private ones. Each goes from a SAM-V module
 * through screen, sealed case, office, staff page, archive and paper, byte for byte; what no
 * font has is shown by its number, and nobody is refused. */
#include "tests/journeys/names.h"

static const struct name names[] = {
    {"欧阳䶮", NULL},
    {"𠮷田", NULL},
    {"㼆𬀩", NULL},
    {"阿卜杜热西提·麦麦提", NULL},
    {"ئابدۇرېشىت", NULL},
    {"李\U000323B0", "[U+323B0]"},            // unassigned
    {"王\uE81F", "[U+E81F]"},                 // private use
    {"一二三四五六七八九十甲乙丙丁戊", NULL}, // all 30 bytes that a card has for it
};

static void
test_names__go_through_byte_for_byte(void)
{
    names_go_through("names", names, G_N_ELEMENTS(names));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/names/go-through-byte-for-byte",
                    test_names__go_through_byte_for_byte);
    return g_test_run();
}
