// SPDX-License-Identifier: Apache-2.0
/* What comes to the office in the body of a request: a form with a file as a browser sends it,
 * and each JSON body of the contract. The first byte chooses. */
#include "tests/fuzz/fuzz.h"

#include "base/json.h"
#include "office/multipart.h"

#include <kiosk/office.h>
#include <string.h>

static const struct schema *const bodies[] = {
    &office_heartbeat_schema,     &office_progress_question_schema,
    &envelope_header_schema,      &envelope_correction_header_schema,
    &envelope_application_schema, &envelope_correction_schema,
    &office_error_schema,         &office_catalogue_schema,
    &office_case_state_schema,    &office_piece_stored_schema,
};

static void
read_form(const char *body, size_t size)
{
    GHashTable *form = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    struct multipart_file file = {0};
    if (multipart_read("multipart/form-data; boundary=XX", body, size, form, &file) &&
        file.bytes != NULL) {
        g_assert_true(file.bytes >= body && file.bytes + file.size <= body + size);
    }
    multipart_file_finish(&file);
    g_hash_table_destroy(form);
}

/* The type that the sender gives is from outside as well. */
static void
read_type(const char *bytes, size_t size)
{
    static const char body[] = "--XX\r\n\r\n--XX--\r\n";
    GHashTable *form = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    struct multipart_file file = {0};
    char *media = g_strndup(bytes, size);
    multipart_read(media, body, strlen(body), form, &file);
    multipart_file_finish(&file);
    g_free(media);
    g_hash_table_destroy(form);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size < 1)
        return 0;
    const char *body = (const char *)bytes + 1;
    if (bytes[0] == 'M') {
        read_form(body, size - 1);
        return 0;
    }
    if (bytes[0] == 'T') {
        read_type(body, size - 1);
        return 0;
    }
    json_t *value = json_parse(body, size - 1, NULL);
    if (value != NULL) {
        GPtrArray *defects = schema_defects_new();
        schema_check(bodies[bytes[0] % G_N_ELEMENTS(bodies)], value, defects);
        g_ptr_array_unref(defects);
    }
    json_decref(value);
    return 0;
}
