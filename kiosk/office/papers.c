// SPDX-License-Identifier: Apache-2.0
#include "office/papers.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <kiosk/office.h>

#include "base/file.h"
#include "base/json.h"
#include "base/seal.h"
#include "office/pieces.h"

#define OFFICE_ITSELF "0000" // no terminal has this number

static json_t *
write_temporary(const char *folder, const GByteArray *sealed, GError **error)
{
    char *path = NULL;
    const int descriptor = pieces_receive(folder, &path, error);
    if (descriptor < 0)
        return NULL;
    json_t *file = json_pack("{s:s, s:s, s:i}", "folder", folder, "temporary", path,
                             "descriptor", descriptor);

    if (!file_write_all(descriptor, sealed->data, sealed->len)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: cannot be written",
                    path);
        papers_release(file);
        file = NULL;
    }
    g_free(path);
    return file;
}

json_t *
papers_seal(struct office *office, const char *case_id, const char *name,
            const char *kind, const void *bytes, size_t size, GError **error)
{
    const struct office_key *own = &office->keyring->keys[0];
    struct seal_key key;
    char sha256[SEAL_HEX_SIZE];
    g_autoptr(GByteArray) sealed = g_byte_array_new();
    json_t *paper = NULL;

    memcpy(key.public_key, own->public, sizeof key.public_key);
    memcpy(key.id, own->id, sizeof key.id);
    if (seal_piece(&key, case_id, name, bytes, size, sealed, sha256, error))
        paper = write_temporary(office->settings.pieces, sealed, error);
    if (!paper)
        return NULL;
    json_object_set_new(paper, "name", json_string(name));
    json_object_set_new(paper, "kind", json_string(kind));
    json_object_set_new(paper, "sha256", json_string(sha256));
    json_object_set_new(paper, "length", json_integer((json_int_t)sealed->len));
    json_object_set_new(paper, "terminal", json_string(OFFICE_ITSELF));
    return paper;
}

json_t *
papers_seal_json(struct office *office, const char *case_id, const char *name,
                 const char *kind, const json_t *value, GError **error)
{
    char *text = json_canonical(value);
    json_t *paper = papers_seal(office, case_id, name, kind, text, strlen(text), error);

    sodium_memzero(text, strlen(text));
    g_free(text);
    return paper;
}

void
papers_release(json_t *paper)
{
    if (!paper)
        return;
    close((int)json_integer_value(json_object_get(paper, "descriptor")));
    g_unlink(json_text(paper, "temporary", "")); // published, it has another name
    json_decref(paper);
}

/* ---- PDF -------------------------------------------------------------------------------- */

#define TAIL 2048

static const char *
find_last(const char *bytes, size_t size, const char *word)
{
    const char *found = NULL, *at = bytes;

    while ((at = memmem(at, size - (size_t)(at - bytes), word, strlen(word))))
        found = at++;
    return found;
}

/* The place that startxref names must hold a table or a stream of references. */
static bool
references_are_there(const char *bytes, size_t size, const char *startxref)
{
    const char *number = startxref + strlen("startxref");
    char text[32] = "";
    const size_t rest = size - (size_t)(number - bytes);

    memcpy(text, number, MIN(rest, sizeof text - 1));
    char *end = NULL;
    const guint64 at = g_ascii_strtoull(text, &end, 10);
    if (end == text || at == 0 || at + 8 > size)
        return false;
    return memcmp(bytes + at, "xref", 4) == 0 || g_ascii_isdigit(bytes[at]);
}

const char *
papers_pdf_defect(const void *bytes, size_t size)
{
    const char *text = bytes;

    if (size > OFFICE_RESULT_MAX)
        return "文件太大，最大8 MB。";
    if (size < 64 || memcmp(text, "%PDF-", 5) != 0)
        return "这不是PDF文件。请在电脑上另存为PDF再上传。";
    const size_t tail = MIN(size, (size_t)TAIL);
    const char *startxref = find_last(text + size - tail, tail, "startxref");
    if (!startxref || !find_last(text + size - tail, tail, "%%EOF") ||
        !references_are_there(text, size, startxref))
        return "这个PDF不完整，打不开。请重新导出一次。";
    if (memmem(text, size, "/Encrypt", strlen("/Encrypt")))
        return "这个PDF设了密码，自助机打不出来。请去掉密码再上传。";
    return NULL;
}
