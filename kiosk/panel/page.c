// SPDX-License-Identifier: Apache-2.0
#include "page.h"

#include <string.h>
#include "base/json.h"
#include "core/fault.h"
#include "core/text.h"

#define PACKETS_SHOWN 60
#define MARGIN 36
#define GAP 16
#define KEY 84 // height of a key where there is room
#define KEY_LEAST 48
#define HEADING 64 // of a part
#define PACKET_GAP 10
#define DEVICE_COLUMNS 3
#define KEY_COLUMNS 3

#define add(view_, ...) view_add(view_, &(struct widget){__VA_ARGS__})

enum action { ACTION_CHOOSE = 1, ACTION_SHORTCUT, ACTION_FAULT, ACTION_SAY };

/* What every virtual device can be told besides its own faults. */
static const struct {
    const char *label, *line;
    enum widget_tone tone;
} common[] = {
    {N_("In order again"), "clear", TONE_FIRST},
    {N_("Pull the plug"), "offline", TONE_ORDINARY},
    {N_("Hang"), "hang", TONE_ORDINARY},
    {N_("Crash"), "crash", TONE_ORDINARY},
    {N_("Send garbage"), "junk", TONE_ORDINARY},
    {N_("Answer 2 s late"), "delay 2000", TONE_ORDINARY},
};

#define REFERENCE_PX 1280 // that are so wide on a desk screen:
#define REFERENCE_MM 510

struct column {
    struct view *view;
    int left, width, y;
    int key; // height of one
};

static void
add_heading(struct column *column, const char *text)
{
    add(column->view, .kind = WIDGET_LABEL, .role = ROLE_HEADING, .name = text,
        .step = TYPE_BODY, .bold = true, .colour = COLOUR_INK,
        .box = {column->left, column->y, column->width, HEADING});
    column->y += HEADING;
}

/* Box number `index` of a grid that begins at column->y. */
static struct box
place(const struct column *column, size_t index, int columns)
{
    int width = (column->width - GAP * (columns - 1)) / columns;
    return (struct box){column->left + (int)(index % (size_t)columns) * (width + GAP),
                        column->y + (int)(index / (size_t)columns) * (column->key + GAP),
                        width, column->key};
}

static int
rows_of(size_t count, int columns)
{
    return (int)((count + (size_t)columns - 1) / (size_t)columns);
}

static void
end_grid(struct column *column, size_t count, int columns)
{
    column->y += rows_of(count, columns) * (column->key + GAP);
}

/* The first of these words that fits a key, NULL: none. */
static const char *
that_fits(struct view *view, const char *const *words, int width)
{
    for (; *words; words++)
        if (view_text_width(view, *words, TYPE_CAPTION, true) <= width)
            return *words;
    return NULL;
}

/* `brief` stands there when `words` are too long for the key. */
static void
add_key(struct column *column, struct box box, const char *id, const char *words,
        const char *brief, enum widget_tone tone, struct widget_send send)
{
    const char *const both[] = {words, brief, NULL};
    const char *name = that_fits(column->view, both, box.w - 3 * GAP);
    add(column->view, .kind = WIDGET_KEY, .role = ROLE_BUTTON, .id = id,
        .name = name ? name : brief, .tone = tone, .step = TYPE_CAPTION, .small = true,
        .box = box, .send = send);
}

/* ---- the devices ------------------------------------------------------------------------ */

static const char *
class_words(const char *class)
{
    static const struct {
        const char *class, *words;
    } table[] = {{"card", N_("Card reader")}, {"scanner", N_("Scanner")},
                 {"printer", N_("Printer")},  {"receipt", N_("Receipt printer")},
                 {"code", N_("Code reader")}, {"keypad", N_("Keypad")},
                 {"contacts", N_("Contacts")}};
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].class, class) == 0)
            return gettext(table[i].words);
    return class;
}

static const char *
fault_words(const char *class, const char *cause)
{
    return gettext(fault_find(class, cause)->title);
}

static const char *
state_words(const struct bench_view *device, const char *class)
{
    if (!device->there)
        return _("Its driver is not running");
    return fault_words(class, json_text(device->state, "fault", "none"));
}

static const char *
health_words(const struct bench_view *device)
{
    if (!device->there)
        return _("away");
    bool faulty = strcmp(json_text(device->state, "fault", "none"), "none") != 0;
    return faulty ? _("faulty") : _("in order");
}

static void
add_devices(struct column *column, const struct page *page)
{
    size_t count = bench_count(page->bench);
    for (size_t i = 0; i < count; i++) {
        struct bench_view device;
        bench_look(page->bench, i, 0, &device);
        const char *class = json_text(device.description, "class", device.name);
        struct box box = place(column, i, DEVICE_COLUMNS);
        g_autofree char *words =
            g_strdup_printf("%s · %s", class_words(class), health_words(&device));
        g_autofree char *id = g_strdup_printf("device-%s", device.name);
        add_key(column, box, id, words, class_words(class),
                i == page->chosen ? TONE_PRIMARY : TONE_ORDINARY,
                (struct widget_send){.action = ACTION_CHOOSE, .number = (int)i});
        bench_view_finish(&device);
    }
    end_grid(column, count, DEVICE_COLUMNS);
}

static void
add_shortcuts(struct column *column, const json_t *shortcuts)
{
    size_t index;
    json_t *row;
    if (json_array_size(shortcuts) == 0)
        return;
    add_heading(column, _("By hand"));
    json_array_foreach (shortcuts, index, row) {
        g_autofree char *id = g_strdup_printf("hand-%zu", index);
        add_key(column, place(column, index, 2), id,
                gettext(json_text(row, "label", "?")), json_text(row, "line", ""),
                TONE_ORDINARY,
                (struct widget_send){.action = ACTION_SHORTCUT, .number = (int)index});
    }
    end_grid(column, json_array_size(shortcuts), 2);
}

static void
add_faults(struct column *column, const struct bench_view *device, const char *class)
{
    const char *now = json_text(device->state, "fault", "none");
    const json_t *faults = json_object_get(device->description, "faults");
    size_t index;
    json_t *row;
    add_heading(column, _("Faults"));
    json_array_foreach (faults, index, row) {
        const char *cause = json_string_value(row);
        g_autofree char *id = g_strdup_printf("fault-%s", cause);
        add_key(column, place(column, index, KEY_COLUMNS), id, fault_words(class, cause),
                cause, strcmp(cause, now) == 0 ? TONE_HELP : TONE_ORDINARY,
                (struct widget_send){.action = ACTION_FAULT, .text = cause});
    }
    end_grid(column, json_array_size(faults), KEY_COLUMNS);
    add_heading(column, _("The driver and its line"));
    for (size_t i = 0; i < G_N_ELEMENTS(common); i++) {
        g_auto(GStrv) word = g_strsplit(common[i].line, " ", 2);
        g_autofree char *id = g_strdup_printf("say-%s", word[0]);
        add_key(column, place(column, i, KEY_COLUMNS), id, gettext(common[i].label),
                *word, common[i].tone,
                (struct widget_send){.action = ACTION_SAY, .text = common[i].line});
    }
    end_grid(column, G_N_ELEMENTS(common), KEY_COLUMNS);
}

/* ---- the packets ------------------------------------------------------------------------ */

/* Room after each comma, where a line may end. g_free. */
static char *
breakable(const char *packet)
{
    GString *text = g_string_new(packet);
    g_string_replace(text, ",", ", ", 0);
    return g_string_free(text, FALSE);
}

/* Index of the first packet that is shown: from there to the newest all fit. */
static size_t
first_shown(const struct column *column, char **packets, int room)
{
    size_t first = g_strv_length(packets);
    while (first > 0) {
        int height = view_text_height(column->view, packets[first - 1], TYPE_CAPTION,
                                      false, column->width);
        if (height > room)
            break;
        room -= height + PACKET_GAP;
        first--;
    }
    return first;
}

static void
add_packet(struct column *column, const char *packet, size_t place)
{
    bool to_device = g_str_has_prefix(packet, "→");
    g_autofree char *id = g_strdup_printf("packet-%zu", place);
    int height =
        view_text_height(column->view, packet, TYPE_CAPTION, false, column->width);
    add(column->view, .kind = WIDGET_TEXT, .role = ROLE_LISTITEM, .id = id,
        .name = packet, .step = TYPE_CAPTION,
        .colour = to_device ? COLOUR_QING_TEXT : COLOUR_INK,
        .box = {column->left, column->y, column->width, height});
    column->y += height + PACKET_GAP;
}

static void
add_packets(struct column *column, const struct bench_view *device, int bottom)
{
    for (char **packet = device->packets; *packet; packet++) {
        char *text = breakable(*packet);
        g_free(*packet);
        *packet = text;
    }
    size_t first = first_shown(column, device->packets, bottom - column->y);
    for (size_t i = first; device->packets[i]; i++)
        add_packet(column, device->packets[i], i - first);
    if (!device->packets[0])
        add(column->view, .kind = WIDGET_LABEL, .id = "packets-none",
            .name = _("Nothing was said yet"), .step = TYPE_SMALL, .colour = COLOUR_INK2,
            .box = {column->left, column->y, column->width, HEADING});
}

/* ---- the page --------------------------------------------------------------------------- */

void
page_theme(struct theme *theme, int width, int height)
{
    theme_init(theme, PALETTE_STANDARD, false, width, height,
               REFERENCE_MM * width / (double)REFERENCE_PX);
    // The page is made for this window, and not moved to it from the terminal's panel.
    theme->whole = true;
    theme->shrinks = false;
}

/* How high keys are, so that those of all parts stand in the window: a printer has more that
 * can go wrong with it than a card reader. */
static int
key_height(const struct page *page, const struct bench_view *device, int height)
{
    size_t shortcuts = json_array_size(json_object_get(device->description, "shortcuts"));
    size_t faults = json_array_size(json_object_get(device->description, "faults"));
    int headings = shortcuts > 0 ? 4 : 3;
    int rows = rows_of(bench_count(page->bench), DEVICE_COLUMNS) + rows_of(shortcuts, 2) +
               rows_of(faults, KEY_COLUMNS) + rows_of(G_N_ELEMENTS(common), KEY_COLUMNS);
    int room = height - MARGIN - headings * HEADING;
    return CLAMP(room / rows - GAP, KEY_LEAST, KEY);
}

void
page_build(const struct page *page, struct view *view)
{
    const struct theme *theme = view_theme(view);
    struct bench_view device;
    int half = (theme->panel_width - 3 * MARGIN) / 2;
    bench_look(page->bench, page->chosen, PACKETS_SHOWN, &device);
    int key = key_height(page, &device, theme->panel_height);
    struct column left = {view, MARGIN, half, MARGIN, key},
                  right = {view, 2 * MARGIN + half, half, MARGIN, key};
    const char *class = json_text(device.description, "class", device.name);

    view_begin(view, "panel");
    add(view, .kind = WIDGET_FILL, .fill = COLOUR_PAPER,
        .box = {0, 0, theme->panel_width, theme->panel_height});
    add_devices(&left, page);
    add_heading(&left, state_words(&device, class));
    add_shortcuts(&left, json_object_get(device.description, "shortcuts"));
    add_faults(&left, &device, class);
    if (device.answer && strcmp(device.answer, "ok") != 0)
        add(view, .kind = WIDGET_TEXT, .role = ROLE_ALERT, .id = "answer",
            .name = device.answer, .step = TYPE_SMALL, .colour = COLOUR_ZHU_TEXT,
            .box = {left.left, left.y, half, 2 * HEADING});
    add(view, .kind = WIDGET_PANEL, .fill = COLOUR_CARD, .edge = COLOUR_HAIR,
        .bordered = true, .radius = 12,
        .box = {right.left - GAP, MARGIN / 2, half + 2 * GAP,
                theme->panel_height - MARGIN});
    add_heading(&right, _("Packets: → to the device, ← from it, the newest last"));
    add_packets(&right, &device, theme->panel_height - MARGIN);
    view_end(view);
    bench_view_finish(&device);
}

/* ---- taps ------------------------------------------------------------------------------- */

static const char *
next_sheet(struct page *page)
{
    if (!page->sheets || !page->sheets[0])
        return "";
    size_t count = g_strv_length(page->sheets);
    return page->sheets[page->sheet++ % count];
}

static void
do_shortcut(struct page *page, int number)
{
    struct bench_view device;
    bench_look(page->bench, page->chosen, 0, &device);
    const json_t *shortcuts = json_object_get(device.description, "shortcuts");
    const char *line = json_text(json_array_get(shortcuts, (size_t)number), "line", "");
    GString *filled = g_string_new(line);
    if (strstr(line, "{page}"))
        g_string_replace(filled, "{page}", next_sheet(page), 1);
    if (filled->len > 0)
        bench_say(page->bench, page->chosen, filled->str);
    g_string_free(filled, TRUE);
    bench_view_finish(&device);
}

void
page_tap(struct page *page, const struct view_tap *tap)
{
    g_autofree char *line = NULL;
    switch ((enum action)tap->action) {
    case ACTION_CHOOSE:
        page->chosen = (size_t)tap->number;
        break;
    case ACTION_SHORTCUT:
        do_shortcut(page, tap->number);
        break;
    case ACTION_FAULT:
        line = g_strdup_printf("fault %s", tap->text);
        bench_say(page->bench, page->chosen, line);
        break;
    case ACTION_SAY:
        bench_say(page->bench, page->chosen, tap->text);
        break;
    }
}
