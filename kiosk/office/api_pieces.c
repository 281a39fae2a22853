// SPDX-License-Identifier: Apache-2.0
#include "office/api.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>
#include <kiosk/office.h>

#include "base/diag.h"
#include "base/json.h"
#include "office/pieces.h"

/* A piece on its way in: hashed as it comes, so that nothing is read twice. */
struct arriving {
    struct http_request *request;
    char *temporary;
    int descriptor;
    size_t length;
    int write_errno; // of the first write that failed; told when all has come
    crypto_hash_sha256_state hash;
};

static void
arriving_free(gpointer data)
{
    struct arriving *arriving = data;

    if (arriving->descriptor >= 0)
        close(arriving->descriptor);
    // Published, it has another name by now; else nobody will ever want it.
    if (arriving->temporary)
        g_unlink(arriving->temporary);
    g_free(arriving->temporary);
    g_free(arriving);
}

static bool
begin_piece(struct http_request *request, void *context)
{
    const struct office *office = context;
    g_autoptr(GError) error = NULL;
    const char *sha256 = http_capture(request, 0);

    if (strlen(sha256) != 64 || strspn(sha256, "0123456789abcdef") != 64) {
        api_fail(request, 404, "not_found",
                 "a piece is named by 64 lower-case hex digits", "没有这个地址", NULL);
        return false;
    }
    struct arriving *arriving = g_new0(struct arriving, 1);
    arriving->request = request;
    crypto_hash_sha256_init(&arriving->hash);
    http_keep(request, arriving, arriving_free);
    arriving->descriptor =
        pieces_receive(office->settings.pieces, &arriving->temporary, &error);
    if (arriving->descriptor >= 0)
        return true;
    diag_warn("piece: %s", error->message);
    g_autoptr(GError) outward = g_error_new(
        STORE_ERROR,
        g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? STORE_FULL
                                                                 : STORE_UNAVAILABLE,
        "%s", error->message);
    api_fail_store(request, outward);
    return false;
}

static void
receive_piece(struct http_request *request, const void *bytes, size_t size)
{
    struct arriving *arriving = http_kept(request);
    const char *next = bytes;

    arriving->length += size;
    crypto_hash_sha256_update(&arriving->hash, bytes, size);
    while (size > 0 && arriving->write_errno == 0) {
        const ssize_t written = write(arriving->descriptor, next, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            arriving->write_errno = errno;
            return;
        }
        next += written;
        size -= (size_t)written;
    }
}

const struct http_receiver api_piece_receiver = {begin_piece, receive_piece};

static void
piece_stored(json_t *out, const GError *error, void *context)
{
    struct arriving *arriving = context;
    struct http_request *request = arriving->request;

    if (error) {
        api_fail_store(request, error);
    } else {
        const bool created = g_str_equal(json_text(out, "outcome", ""), "created");
        api_answer(request, created ? 201 : 200,
                   json_pack("{s:s, s:I}", "sha256", http_capture(request, 0), "length",
                             (json_int_t)arriving->length));
    }
    json_decref(out);
}

void
api_put_piece(struct http_request *request, void *context)
{
    struct office *office = context;
    struct arriving *arriving = http_kept(request);
    uint8_t hash[crypto_hash_sha256_BYTES];
    char hex[2 * sizeof hash + 1];

    crypto_hash_sha256_final(&arriving->hash, hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    if (arriving->write_errno != 0) {
        g_autoptr(GError) error = g_error_new(
            STORE_ERROR, arriving->write_errno == ENOSPC ? STORE_FULL : STORE_UNAVAILABLE,
            "%s", g_strerror(arriving->write_errno));
        diag_warn("piece: cannot be written: %s", error->message);
        api_fail_store(request, error);
        return;
    }
    if (!g_str_equal(hex, http_capture(request, 0))) {
        api_fail(request, 422, "wrong_hash",
                 "the bytes are not those that the path names", "内容和编号对不上", NULL);
        return;
    }
    json_t *in = json_pack(
        "{s:s, s:s, s:i, s:s, s:I, s:s}", "folder", office->settings.pieces, "temporary",
        arriving->temporary, "descriptor", arriving->descriptor, "sha256", hex, "length",
        (json_int_t)arriving->length, "terminal", api_terminal(request));
    http_defer(request);
    store_ask(office->store, &store_put_piece, in, piece_stored, arriving);
}
