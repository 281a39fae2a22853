// SPDX-License-Identifier: Apache-2.0
/* What the office tells its clerks of a case beside its answers. */
#include "office/checked.h"

#include "core/service.h"
#include "tests/support/assets.h"

static void
test_checked__by_the_day_on_which_it_was_begun(void)
{
    static const struct {
        const char *begun;
        bool out;
    } rows[] = {
        {"2026-12-15T23:50:00+08:00", false}, // handed in, and delivered, later
        {"2026-12-16T00:10:00+08:00", true},
        {"2027-03-01T08:00:00+08:00", false},
        {"", false}, // nothing is claimed that is not known
    };
    struct catalogue *catalogue = assets_catalogue();
    const struct service *machinery =
        catalogue_service(catalogue, "farm-machinery-subsidy");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_t *application =
            json_pack("{s:{s:s}, s:s}", "consent", "given_at", rows[i].begun,
                      "submitted_at", "2026-12-20T09:00:00+08:00");
        g_assert_cmpint(checked_out_of_season(application, machinery), ==, rows[i].out);
        json_decref(application);
    }
    catalogue_destroy(catalogue);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/checked/season", test_checked__by_the_day_on_which_it_was_begun);
    return g_test_run();
}
