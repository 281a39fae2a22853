// SPDX-License-Identifier: Apache-2.0
#include "album.h"

#include <string.h>

/* Name of a screen or of a moment on it, and what is to be seen. */
static const struct {
    const char *name, *shows;
} captions[] = {
    {"attract",
     "The waiting screen: what works now, and two doors, ordinary and 长辈模式"},
    {"home", "Home: frequent matters and groups; booking and progress"},
    {"group", "The services of one group"},
    {"guide", "The guide of a service: who, how long, what it costs, what to bring"},
    {"consent", "What is read and kept, before anything is read"},
    {"card", "Where the ID card is laid"},
    {"help", "Somebody was called, or calls back when nobody is in"},
    {"form", "The questions that the card has not answered"},
    {"form-error", "An answer that is wrong: what is there, what is wanted"},
    {"scan", "A page was scanned, and how it came out"},
    {"check", "All answers once more, before they are handed in"},
    {"check-lowered",
     "The same with 画面放低: all that is pressed within reach of a wheelchair"},
    {"check-colours", "The same in the first of the other sets of colours"},
    {"check-colours-2", "And in the second one"},
    {"aloud", "Asked once: may what is about the person be read aloud, too?"},
    {"errors",
     "What must be mended: all of it at once, or one at a time in assisted mode"},
    {"submitting", "Handing in, counted piece by piece"},
    {"done", "Handed in: number, query code, what happens next, the receipt coming out"},
    {"rating", "好差评: five levels and none, all alike"},
    {"rating-tags", "What the rating is about; may be left out"},
    {"progress-who", "Whose case: card, or the number of the receipt"},
    {"progress-code", "The query code"},
    {"progress", "How the case stands"},
    {"progress-missing", "A case that lacks something, and what"},
    {"correction", "Only what is missing is given, and handed in"},
    {"result", "The result before it is printed, and how many sheets it has"},
    {"result-print", "Sheets counted as the printer reports them"},
    {"sign", "Who took the result signs for it"},
    {"delivered", "Signed, and told to the office"},
    {"booking", "Booking: what for"},
    {"booking-slots", "Day and time, and how busy each is"},
    {"booking-slots-time", "Assisted: the times of the day"},
    {"booking-card", "The time is held while the card is laid down"},
    {"booking-check", "Once more before it is booked"},
    {"queue", "A number for now: which windows are open"},
    {"queue-done", "The number, and its paper"},
    {"booking-done", "Booked: time, place, what to bring, the slip"},
    {"booking-mine", "What is booked, to be moved or given back"},
    {"booking-cancel", "Really not coming?"},
    {"trouble", "办不成事: what could not be done"},
    {"trouble-words", "What happened, in own words; may be left out"},
    {"phone", "A number to be called back"},
    {"trouble-done", "The number to take home, and who answers by when"},
    {"keyboard", "Words by pinyin: 26 keys, or nine in assisted mode"},
    {"keyboard-writing", "Words written with the finger"},
    {"keyboard-strokes", "Words by strokes"},
    {"language", "The languages that are installed; a touch changes the page at once"},
    {"language-uyghur", "The same in Uyghur: the page runs from right to left"},
    {"home-english", "Home in English"},
    {"home-uyghur", "Home in Uyghur"},
    {"guide-english", "A guide in English"},
    {"guide-uyghur", "A guide in Uyghur; a number keeps its order"},
    {"idle", "Nobody touched it for a while: asked before anything is wiped"},
    {"fault", "The printer has no paper: what is safe, who comes, what still works"},
    {"staff-pin", "Maintenance: the PIN, and how many tries are left"},
    {"staff", "What is wrong, who must act, and what can be done"},
    {"staff-test", "A test of one device"},
    {"staff-queue", "What was not sent yet"},
    {"staff-drivers", "Programs of devices, the program itself, the catalogue"},
    {"staff-log", "What staff did here"},
    {"office-list", "The office: the list of cases"},
    {"office-case", "The office: one case, answers beside what was scanned"},
    {"slip", "收件回执, as it was printed"},
    {"booking-slip", "预约单, as it was printed"},
    {"trouble-slip", "The slip with the number of 办不成事"},
    {"result-paper", "The result, as it was printed"},
};

void
album_open(struct world *world, const char *folder)
{
    world->options.pictures = folder;
    g_string_assign(world->shots, "|");
}

void
album_paper(const char *folder, const char *name, const char *path)
{
    char *file = g_strconcat(name, ".pdf", NULL), *bytes = NULL;
    char *copy = g_build_filename(folder, file, NULL);
    gsize size = 0;
    g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    g_assert_true(g_file_set_contents(copy, bytes, (gssize)size, NULL));
    g_free(bytes);
    g_free(copy);
    g_free(file);
}

/* What "07-scan.png" shows; its own name when nobody has described it yet. */
static const char *
caption_of(const char *file)
{
    char *name = g_strdup(g_ascii_isdigit(file[0]) ? strchr(file, '-') + 1 : file);
    *strrchr(name, '.') = '\0';
    const char *shows = g_intern_string(name);
    for (size_t i = 0; i < G_N_ELEMENTS(captions); i++)
        if (strcmp(captions[i].name, name) == 0)
            shows = captions[i].shows;
    g_free(name);
    return shows;
}

static int
by_name(const void *first, const void *second)
{
    return strcmp(*(char *const *)first, *(char *const *)second);
}

/* Pictures and papers of one folder, in order. */
static GPtrArray *
files_of(const char *folder)
{
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
        if (g_str_has_suffix(name, ".png") || g_str_has_suffix(name, ".pdf"))
            g_ptr_array_add(files, g_strdup(name));
    if (dir != NULL)
        g_dir_close(dir);
    g_ptr_array_sort(files, by_name);
    return files;
}

/* One part of both pages; how many pictures it has. */
static int
add_part(GString *text, GString *page, const char *folder, const char *below,
         const char *title)
{
    char *whole = g_build_filename(folder, below, NULL);
    GPtrArray *files = files_of(whole);
    int pictures = 0;
    g_string_append_printf(text, "\n%s\n\n", title);
    g_string_append_printf(page, "<h2>%s</h2>\n", title);
    for (guint i = 0; i < files->len; i++) {
        const char *file = g_ptr_array_index(files, i), *shows = caption_of(file);
        bool picture = g_str_has_suffix(file, ".png");
        pictures += picture;
        g_string_append_printf(text, "%s%-26s %s\n", below, file, shows);
        if (picture)
            g_string_append_printf(page,
                                   "<figure><a href=\"%s%s\"><img src=\"%s%s\" "
                                   "alt=\"\"></a><figcaption><b>%s</b> %s"
                                   "</figcaption></figure>\n",
                                   below, file, below, file, file, shows);
        else
            g_string_append_printf(page, "<p><a href=\"%s%s\">%s</a> %s</p>\n", below,
                                   file, file, shows);
    }
    g_ptr_array_unref(files);
    g_free(whole);
    return pictures;
}

static void
write_page(const char *folder, const char *name, GString *text)
{
    char *path = g_build_filename(folder, name, NULL);
    g_assert_true(g_file_set_contents(path, text->str, (gssize)text->len, NULL));
    g_string_free(text, TRUE);
    g_free(path);
}

int
album_index(const char *folder)
{
    GString *text = g_string_new(
        "What the walk of `make demo` passed, in its order. All persons are made up.\n");
    GString *page = g_string_new(
        "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>Kiosk: a walk</title>\n"
        "<style>body{font:16px sans-serif;margin:2em}figure{display:inline-block;"
        "width:270px;margin:0 1em 1.5em 0;vertical-align:top}img{width:100%;border:1px "
        "solid #999}</style>\n<h1>Kiosk: a walk</h1>\n<p>All persons are made up.</p>\n");
    int pictures = add_part(text, page, folder, "", "Standard mode, staff, office");
    pictures += add_part(text, page, folder, "assisted/", "Assisted mode (长辈模式)");
    write_page(folder, "README", text);
    write_page(folder, "index.html", page);
    return pictures;
}
