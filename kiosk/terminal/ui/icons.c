// SPDX-License-Identifier: Apache-2.0
#include "icons.h"

#include <stdlib.h>
#include <string.h>

struct icon {
    const char *name;
    uint32_t code_point;
};

/* Sorted by name. Code points: Material Icons 4.0 as in fonts-material-design-icons-iconfont
 * 6.7.0; they stand in the private-use area and never in a text. */
static const struct icon icon_table[] = {
    {"accessible", 0xe914},
    {"account_balance_wallet", 0xe850},
    {"add", 0xe145},
    {"add_circle_outline", 0xe148},
    {"agriculture", 0xea79},
    {"arrow_back", 0xe5c4},
    {"arrow_downward", 0xe5db},
    {"arrow_forward", 0xe5c8},
    {"arrow_upward", 0xe5d8},
    {"assignment", 0xe85d},
    {"backspace", 0xe14a},
    {"badge", 0xea67},
    {"build", 0xe869},
    {"cake", 0xe7e9},
    {"call", 0xe0b0},
    {"campaign", 0xef49},
    {"chat", 0xe0b7},
    {"check", 0xe5ca},
    {"check_box", 0xe834},
    {"check_box_outline_blank", 0xe835},
    {"check_circle", 0xe86c},
    {"chevron_right", 0xe5cc},
    {"close", 0xe5cd},
    {"cloud_off", 0xe2c1},
    {"cloud_upload", 0xe2c3},
    {"confirmation_number", 0xe638},
    {"contactless", 0xea71},
    {"credit_card", 0xe870},
    {"delete", 0xe872},
    {"delete_sweep", 0xe16c},
    {"description", 0xe873},
    {"desktop_windows", 0xe30c},
    {"do_not_disturb_on", 0xe644},
    {"document_scanner", 0xe5fa},
    {"draw", 0xe746},
    {"edit", 0xe3c9},
    {"elderly", 0xf21a},
    {"emergency", 0xe1eb},
    {"engineering", 0xea3d},
    {"error", 0xe000},
    {"event_available", 0xe614},
    {"event_repeat", 0xeb7b},
    {"expand_more", 0xe5cf},
    {"fact_check", 0xf0c5},
    {"family_restroom", 0xf1a2},
    {"feedback", 0xe87f},
    {"flip", 0xe3e8},
    {"format_size", 0xe245},
    {"gpp_good", 0xf013},
    {"group", 0xe7ef},
    {"health_and_safety", 0xe1d5},
    {"help", 0xe887},
    {"history", 0xe889},
    {"home", 0xe88a},
    {"home_work", 0xea09},
    {"hourglass_bottom", 0xea5c},
    {"hourglass_full", 0xe88c},
    {"how_to_reg", 0xe174},
    {"info", 0xe88e},
    {"keyboard", 0xe312},
    {"language", 0xe894},
    {"list_alt", 0xe0ee},
    {"location_on", 0xe0c8},
    {"lock", 0xe897},
    {"logout", 0xe9ba},
    {"manage_search", 0xf02f},
    {"medical_services", 0xf109},
    {"menu_book", 0xea19},
    {"more_horiz", 0xe5d3},
    {"payments", 0xef63},
    {"pending", 0xef64},
    {"people", 0xe7fb},
    {"person", 0xe7fd},
    {"person_off", 0xe510},
    {"phone", 0xe0cd},
    {"phone_in_talk", 0xe61d},
    {"photo_camera", 0xe412},
    {"portrait", 0xe416},
    {"print", 0xe8ad},
    {"qr_code_2", 0xe00a},
    {"radio_button_checked", 0xe837},
    {"radio_button_unchecked", 0xe836},
    {"receipt_long", 0xef6e},
    {"record_voice_over", 0xe91f},
    {"refresh", 0xe5d5},
    {"replay", 0xe042},
    {"rotate_right", 0xe41a},
    {"save", 0xe161},
    {"savings", 0xe2eb},
    {"scanner", 0xe329},
    {"schedule", 0xe8b5},
    {"school", 0xe80c},
    {"search", 0xe8b6},
    {"send", 0xe163},
    {"sms", 0xe625},
    {"stop_circle", 0xef71},
    {"storefront", 0xea12},
    {"support_agent", 0xf0e2},
    {"sync_problem", 0xe629},
    {"task_alt", 0xe2e6},
    {"text_increase", 0xeae2},
    {"thumb_up", 0xe8dc},
    {"thumbs_up_down", 0xe8dd},
    {"timer", 0xe425},
    {"today", 0xe8df},
    {"touch_app", 0xe913},
    {"undo", 0xe166},
    {"verified_user", 0xe8e8},
    {"visibility", 0xe8f4},
    {"visibility_off", 0xe8f5},
    {"volume_down", 0xe04d},
    {"volume_up", 0xe050},
    {"volunteer_activism", 0xea70},
    {"vpn_key", 0xe0da},
    {"wallet", 0xf8ff},
    {"warning", 0xe002},
    {"waving_hand", 0xe766},
    {"wifi_off", 0xe648},
    {"work", 0xe8f9},
};

static int
compare(const void *name, const void *icon)
{
    return strcmp(name, ((const struct icon *)icon)->name);
}

uint32_t
icon_code_point(const char *name)
{
    const struct icon *icon =
        bsearch(name, icon_table, sizeof(icon_table) / sizeof(icon_table[0]),
                sizeof(icon_table[0]), compare);
    return icon == NULL ? 0 : icon->code_point;
}
