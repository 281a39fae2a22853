// SPDX-License-Identifier: Apache-2.0
#include "office/view.h"

#include "base/json.h"

#define THUMBNAILS 4

static void
picture_free(gpointer data)
{
    struct picture *picture = data;

    g_free(picture->title);
    g_free(picture);
}

static char *
picture_title(const struct material *material, const char *id, size_t index)
{
    const char *name = material ? service_text(material->name, "zh_CN") : id;
    const json_t *titles = material ? material->page_titles : NULL;
    const char *title = service_text(json_array_get(titles, index), "zh_CN");

    return title[0] ? g_strdup_printf("%s：%s", name, title)
                    : g_strdup_printf("%s 第%zu页", name, index + 1);
}

GPtrArray *
view_pictures(const json_t *application, const struct service *service)
{
    GPtrArray *pictures = g_ptr_array_new_with_free_func(picture_free);
    size_t index, page_index;
    json_t *given, *piece;

    json_array_foreach (json_object_get(application, "materials"), index, given) {
        const char *id = json_text(given, "material", "");
        const struct material *material = service ? service_material(service, id) : NULL;
        json_array_foreach (json_object_get(given, "pages"), page_index, piece) {
            struct picture *picture = g_new(struct picture, 1);
            *picture = (struct picture){.piece = json_string_value(piece),
                                        .title = picture_title(material, id, page_index)};
            g_ptr_array_add(pictures, picture);
        }
    }
    return pictures;
}

static void
put_thumbnail(struct view *view, unsigned number)
{
    const struct picture *picture = view->pictures->pdata[number - 1];
    const bool shown = number == view->picture;

    html_put(view->out,
             "<a class=\"thumb\" href=\"/staff/cases/%s?%s&amp;picture=%u\"%s>"
             "<img src=\"/staff/cases/%s/pieces/%s\" alt=\"\"><span>",
             view->case_id, view->query, number, shown ? " aria-current=true" : "",
             view->case_id, picture->piece);
    if (shown)
        html_icon(view->out, "eye");
    html_put(view->out, "%u. %s</span></a>", number, picture->title);
}

static void
put_thumbnails(struct view *view)
{
    const unsigned count = view->pictures->len;
    const unsigned last = MIN(count, MAX(view->picture + 1, (unsigned)THUMBNAILS));
    const unsigned first = last > THUMBNAILS ? last - THUMBNAILS + 1 : 1;

    html_raw(view->out, "<div class=\"thumbs\">");
    for (unsigned number = first; number <= last; number++)
        put_thumbnail(view, number);
    html_raw(view->out, "</div><p class=\"turning\">");
    html_put(view->out, "<span>第%u张，共%u张</span>", view->picture, count);
    if (view->picture > 1)
        html_put(
            view->out,
            "<a accesskey=\"p\" href=\"/staff/cases/%s?%s&amp;picture=%u\">上一张</a>",
            view->case_id, view->query, view->picture - 1);
    if (view->picture < count)
        html_put(
            view->out,
            "<a accesskey=\"n\" href=\"/staff/cases/%s?%s&amp;picture=%u\">下一张</a>",
            view->case_id, view->query, view->picture + 1);
    html_raw(view->out, "</p>");
}

void
view_put_pictures(struct view *view)
{
    html_raw(view->out, "<section class=\"pictures\" aria-label=\"材料\">");
    if (view->picture == 0) {
        html_raw(view->out,
                 "<h2>这一件没有图</h2>"
                 "<p>材料都在右边写着：读卡的，或者承诺以后补的。</p></section>");
        return;
    }
    const struct picture *picture = view->pictures->pdata[view->picture - 1];
    html_put(view->out,
             "<div class=\"heading\"><h2>图%u %s</h2><span class=\"grow\"></span>",
             view->picture, picture->title);
    html_put(view->out,
             "<a class=\"key\" accesskey=\"z\" target=\"_blank\" "
             "href=\"/staff/cases/%s/pieces/%s\">",
             view->case_id, picture->piece);
    html_icon(view->out, "zoom");
    html_put(view->out,
             "放大</a><a class=\"key\" accesskey=\"r\" "
             "href=\"/staff/cases/%s?%s&amp;picture=%u&amp;turn=%u\">",
             view->case_id, view->query, view->picture, view->turn + 1);
    html_icon(view->out, "turn");
    html_put(view->out,
             "转</a></div><div class=\"stage turn%u\" tabindex=\"0\">"
             "<img src=\"/staff/cases/%s/pieces/%s\" alt=\"%s\"></div>",
             view->turn, view->case_id, picture->piece, picture->title);
    put_thumbnails(view);
    html_raw(view->out, "</section>");
}
