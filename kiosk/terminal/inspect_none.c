// SPDX-License-Identifier: Apache-2.0
/* The release build: there is no inspect interface. */
#include "inspect.h"

bool
inspect_is_built_in(void)
{
    return false;
}

bool
inspect_start(const char *socket_path, GError **error)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                "%s: this program was built without the inspect interface", socket_path);
    return false;
}

void
inspect_stop(void)
{
}

void
inspect_serve(const struct session *session, const struct view *view, bool settled,
              const char *said)
{
    (void)session;
    (void)view;
    (void)settled;
    (void)said;
}
