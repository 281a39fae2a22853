// SPDX-License-Identifier: Apache-2.0
#include "speech.h"

#include <string.h>
#include "base/json.h"
#include "core/text.h"

/* ---- what is not said ---- */

/* Text without spaces and marks: "100 0000 1234" is the same number as "10000001234". */
static char *
bare(const char *text)
{
    GString *out = g_string_new(NULL);
    for (; *text != '\0'; text++)
        if (*text != ' ' && *text != '*')
            g_string_append_c(out, *text);
    return g_string_free(out, FALSE);
}

/* Adds every text below `value`; what is shorter than two characters is nobody's secret. */
static void
add_secrets(GPtrArray *secrets, const json_t *value)
{
    const char *name;
    json_t *member;
    if (json_is_string(value) && g_utf8_strlen(json_string_value(value), -1) > 1)
        g_ptr_array_add(secrets, bare(json_string_value(value)));
    json_object_foreach ((json_t *)(uintptr_t)value, name, member)
        add_secrets(secrets, member);
}

/* What was typed, entries of a family included. */
static void
add_answers(GPtrArray *secrets, const struct session *session)
{
    GArray *lines = form_lines(session->service, session->answers);
    for (guint i = 0; i < lines->len; i++) {
        const struct form_line *line = &g_array_index(lines, struct form_line, i);
        if (!field_is_typed(line->question))
            continue;
        add_secrets(secrets, line->value);
        add_secrets(secrets, json_object_get(line->value, "detail"));
    }
    g_array_unref(lines);
}

static void
free_secret(void *secret)
{
    explicit_bzero(secret, strlen(secret));
    g_free(secret);
}

/* The card says some things that are no secret and stand on many screens. */
static GPtrArray *
secrets_of(const struct speech_page *page)
{
    static const char *const fields[] = {"name", "name_latin", "birth", "address",
                                         "id_number"};
    const struct session *session = page->session;
    GPtrArray *secrets = g_ptr_array_new_with_free_func(free_secret);
    if (session_may_say_all(session))
        return secrets;
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        add_secrets(secrets, json_object_get(session->card, fields[i]));
    if (session->service != NULL)
        add_answers(secrets, session);
    if (session->booking.id_number[0] != '\0')
        g_ptr_array_add(secrets, g_strdup(session->booking.id_number));
    if (session->receipt.number[0] != '\0') {
        g_ptr_array_add(secrets, g_strdup(session->receipt.number));
        g_ptr_array_add(secrets, g_strdup(session->receipt.query_code));
    }
    return secrets;
}

static bool
may_be_said(const GPtrArray *secrets, const char *text)
{
    g_autofree char *plain = bare(text);
    bool may = strstr(plain, "••") == NULL; // masked: there is nothing to hear
    for (guint i = 0; i < secrets->len; i++)
        may = may && strstr(plain, g_ptr_array_index(secrets, i)) == NULL;
    explicit_bzero(plain, strlen(plain));
    return may;
}

/* ---- sentences ---- */

/* Said in one go; the first is made before anything is heard, so it must be short. */
#define SENTENCE_LEAST 60

struct saying {
    const struct speech_page *page;
    GPtrArray *secrets;
    GPtrArray *sentences;
    GString *open;
    bool all;      // what is about the person is said, too
    bool left_out; // something was not said
};

static void
close_sentence(struct saying *saying)
{
    if (saying->open->len > 0)
        g_ptr_array_add(saying->sentences, g_strdup(saying->open->str));
    g_string_truncate(saying->open, 0);
}

static bool
ends_sentence(const char *text)
{
    static const char *const marks[] = {"。", "？", "！", "：", "，", ".", "?", "!", ":"};
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (g_str_has_suffix(text, marks[i]))
            return true;
    return false;
}

static void
say(struct saying *saying, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    if (!may_be_said(saying->secrets, text)) {
        saying->left_out = true;
        return;
    }
    g_autofree char *plain = text_plain(text);
    g_string_append(saying->open, plain);
    if (!ends_sentence(plain))
        g_string_append(saying->open, _(". "));
    if (g_utf8_strlen(saying->open->str, -1) >= SENTENCE_LEAST ||
        (saying->sentences->len == 0))
        close_sentence(saying);
}

#define NUMBER_LEAST 7 // digits: so many are no amount and no year

/* Digits of the number that begins at `text`, with single spaces inside; *length_out: its
 * bytes. 0: none begins there. */
static int
number_at(const char *text, size_t *length_out)
{
    int digits = 0;
    size_t i = 0;
    for (; g_ascii_isdigit(text[i]) ||
           (i > 0 && text[i] == ' ' && g_ascii_isdigit(text[i + 1]));
         i++)
        digits += text[i] != ' ';
    *length_out = i;
    return digits;
}

/* Digit by digit, with a pause between the groups. */
static void
add_digits(GString *out, const char *number, size_t length, bool chinese)
{
    static const char *const figures[] = {"零", "一", "二", "三", "四",
                                          "五", "六", "七", "八", "九"};
    for (size_t i = 0; i < length; i++) {
        if (number[i] == ' ')
            g_string_append(out, chinese ? "，" : ", ");
        else if (chinese && g_ascii_isdigit(number[i]))
            g_string_append(out, figures[number[i] - '0']);
        else
            g_string_append_printf(out, chinese ? "%c" : "%c ", number[i]);
    }
}

static bool
is_chinese(const struct saying *saying)
{
    return g_str_has_prefix(saying->page->session->language, "zh");
}

/* A number to write down. */
static void
spell(struct saying *saying, const char *what, const char *groups)
{
    bool chinese = is_chinese(saying);
    g_string_append_printf(saying->open, "%s%s", what, chinese ? "：" : ": ");
    add_digits(saying->open, groups, strlen(groups), chinese);
    g_string_append(saying->open, chinese ? "。" : ". ");
    close_sentence(saying);
}

/* Lines about the person, one by one: a masked one has nothing to be heard, and long numbers
 * are told digit by digit. */
static void
say_lines(struct saying *saying, const char *text)
{
    char **lines = g_strsplit(text != NULL ? text : "", "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        GString *out = g_string_new(NULL);
        for (const char *at = *line; *at != '\0';) {
            size_t length;
            if (number_at(at, &length) >= NUMBER_LEAST) {
                add_digits(out, at, length, is_chinese(saying));
            } else {
                length = MAX(length, 1);
                g_string_append_len(out, at, (gssize)length);
            }
            at += length;
        }
        say(saying, out->str);
        explicit_bzero(out->str, out->len);
        g_string_free(out, TRUE);
        explicit_bzero(*line, strlen(*line));
    }
    g_strfreev(lines);
}

/* ---- widgets ---- */

static bool
starts_with(const struct widget *widget, const char *start)
{
    return widget->id != NULL && g_str_has_prefix(widget->id, start);
}

static bool
is_button(const struct widget *widget)
{
    return widget->role == ROLE_BUTTON || widget->role == ROLE_RADIO ||
           widget->role == ROLE_CHECKBOX;
}

static bool
is_primary(const struct widget *widget)
{
    return is_button(widget) && widget->tone == TONE_PRIMARY;
}

static bool
is_title(const struct widget *widget)
{
    return widget->role == ROLE_HEADING;
}

static bool
is_alert(const struct widget *widget)
{
    return widget->role == ROLE_ALERT;
}

static bool
is_matter(const struct widget *widget)
{
    return widget->role == ROLE_PARAGRAPH || widget->role == ROLE_STATUS ||
           widget->role == ROLE_LISTITEM;
}

/* Keys of keyboards are many, and who needs them finds them by their places. */
static bool
is_choice(const struct widget *widget)
{
    return is_button(widget) && !is_primary(widget) && !widget->disabled &&
           !starts_with(widget, "key-") && !starts_with(widget, "candidate");
}

/* The numbers to take home. True when `widget` is one of them. */
static bool
say_number(struct saying *saying, const struct widget *widget)
{
    bool number = g_strcmp0(widget->id, "receipt-number") == 0 ||
                  g_strcmp0(widget->id, "booking-number") == 0;
    if (!number && g_strcmp0(widget->id, "query-code") != 0)
        return false;
    char shown[RECEIPT_SHOWN_SIZE] = "", code[8] = "";
    if (widget->value == NULL || *widget->value == '\0')
        return true;
    if (number && receipt_is_good(widget->value))
        receipt_show(widget->value, shown);
    else if (!number)
        receipt_show_code(widget->value, code);
    if (saying->all)
        spell(saying, number ? _("Your number") : _("Query code"), number ? shown : code);
    else
        saying->left_out = true;
    return true;
}

static void
say_matter(struct saying *saying, const struct widget *widget)
{
    bool holds = widget->value != NULL && *widget->value != '\0';
    if (say_number(saying, widget))
        return;
    if (widget->personal && saying->all) {
        say_lines(saying, widget->name);
        say_lines(saying, widget->value);
        return;
    }
    saying->left_out |= widget->personal;
    if (widget->personal && !holds)
        return;
    say(saying, widget->name);
    say(saying, widget->detail);
    if (widget->role == ROLE_LISTITEM && !widget->personal)
        say(saying, widget->value);
}

/* What stands in a field, to whoever may hear it. */
static void
say_field(struct saying *saying, const struct widget *widget)
{
    if (!saying->all || widget->value == NULL || *widget->value == '\0')
        return;
    g_autofree char *text = g_strdup_printf("%s：%s", widget->name, widget->value);
    say_lines(saying, text);
    explicit_bzero(text, strlen(text));
}

static void
say_choices(struct saying *saying, const struct widget *first, size_t count)
{
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < count; i++) {
        const struct speech_page *page = saying->page;
        bool inside = first[i].box.y >= page->top && first[i].box.y < page->bottom;
        if (!inside || !is_choice(&first[i]) || first[i].name == NULL)
            continue;
        size_t length = strlen(first[i].name);
        if (g_str_has_suffix(first[i].name, "。"))
            length -= strlen("。"); // a whole sentence on a key is one name among others
        g_string_append_printf(names, "%s%.*s", names->len > 0 ? _("; ") : "",
                               (int)length, first[i].name);
    }
    if (names->len > 0) {
        g_autofree char *text = text_format(N_("You can press: %s"), names->str);
        say(saying, text);
    }
    g_string_free(names, TRUE);
}

static void
say_way_on(struct saying *saying, const struct widget *widget)
{
    if (widget->name == NULL || widget->disabled || widget->unready) {
        say(saying, widget->name); // it says itself what is missing
        return;
    }
    g_autofree char *text = text_format(N_("To go on press %s"), widget->name);
    say(saying, text);
}

static void
say_how_to_hear_all(struct saying *saying)
{
    bool assisted = saying->page->session->assisted;
    g_autofree char *text =
        text_format(N_("What is about you is not read. To hear it, press %s"),
                    assisted ? _("Again, aloud") : _("Read to me"));
    say(saying, text);
}

/* Where the page begins for those who listen: a dialog hides what is below it. */
static size_t
begin(const struct speech_page *page)
{
    for (size_t i = page->count; i-- > 0;)
        if (page->widgets[i].role == ROLE_DIALOG)
            return i + 1;
    return 0;
}

GPtrArray *
speech_compose(const struct speech_page *page)
{
    static bool (*const order[])(const struct widget *) = {is_alert, is_title, is_matter};
    struct saying saying = {.page = page,
                            .secrets = secrets_of(page),
                            .sentences = g_ptr_array_new_with_free_func(g_free),
                            .open = g_string_new(NULL),
                            .all = session_may_say_all(page->session)};
    size_t first = begin(page);
    for (size_t step = 0; step <= G_N_ELEMENTS(order); step++) {
        if (step == G_N_ELEMENTS(order))
            say_choices(&saying, page->widgets + first, page->count - first);
        for (size_t i = first; i < page->count; i++) {
            const struct widget *widget = &page->widgets[i];
            if (widget->box.y < page->top || widget->box.y >= page->bottom)
                continue;
            if (step < G_N_ELEMENTS(order) && order[step](widget))
                say_matter(&saying, widget);
            else if (step == G_N_ELEMENTS(order) - 1 && widget->role == ROLE_TEXTBOX)
                say_field(&saying, widget);
            else if (step == G_N_ELEMENTS(order) && is_primary(widget))
                say_way_on(&saying, widget);
        }
    }
    if (saying.left_out && session_asks_aloud(page->session))
        say_how_to_hear_all(&saying);
    close_sentence(&saying);
    g_ptr_array_unref(saying.secrets);
    g_string_free(saying.open, TRUE);
    return saying.sentences;
}

/* ---- the one that has the focus ---- */

static const char *
role_word(const struct widget *widget)
{
    if (widget->role == ROLE_TEXTBOX)
        return _("to fill in");
    if (widget->role == ROLE_CHECKBOX || widget->role == ROLE_RADIO)
        return widget->selected || widget->done ? _("chosen") : _("can be chosen");
    if (widget->selected)
        return _("is on");
    return _("key");
}

GPtrArray *
speech_focus(const struct speech_page *page, const struct widget *widget)
{
    struct saying saying = {.page = page,
                            .secrets = secrets_of(page),
                            .sentences = g_ptr_array_new_with_free_func(g_free),
                            .open = g_string_new(NULL),
                            .all = session_may_say_all(page->session)};
    // What is being composed is about the person as much as what is written already.
    bool own = starts_with(widget, "candidate") || starts_with(widget, "take");
    if (widget->name != NULL && (saying.all || !own) &&
        may_be_said(saying.secrets, widget->name)) {
        g_autofree char *plain = text_plain(widget->name);
        g_autofree char *text = text_format(N_("%1$s, %2$s"), plain, role_word(widget));
        say(&saying, text);
    } else {
        say(&saying, role_word(widget));
    }
    say(&saying, widget->error);
    say(&saying, widget->detail);
    if (saying.all && widget->role == ROLE_TEXTBOX)
        say_lines(&saying, widget->value == NULL ? "" : widget->value);
    close_sentence(&saying);
    g_ptr_array_unref(saying.secrets);
    g_string_free(saying.open, TRUE);
    return saying.sentences;
}
