// SPDX-License-Identifier: Apache-2.0
/* Seals cases after the words of <kiosk/envelope.h>, with libsodium and nothing of the terminal,
 * so that office and terminal are each held against the contract. */
#include "office_process.h"

#include <sodium.h>
#include <string.h>
#include <time.h>
#include <kiosk/envelope.h>

#include "base/json.h"
#include "tests/support/assets.h"

static void
office_public_key(const struct office_process *process,
                  uint8_t key_out[crypto_box_PUBLICKEYBYTES])
{
    g_autofree char *path = g_strdup_printf("%s/office/keys/office.pub", process->folder);
    g_autofree char *text = NULL;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_assert_cmpint(
        sodium_hex2bin(key_out, crypto_box_PUBLICKEYBYTES, text, 64, NULL, NULL, NULL),
        ==, 0);
}

/* One piece as bytes. */
static GByteArray *
seal(const struct office_process *process, const char *case_id, const char *name,
     const uint8_t *plain, size_t size)
{
    uint8_t public[crypto_box_PUBLICKEYBYTES], id[crypto_hash_sha256_BYTES], key[32];
    uint8_t sealed_key[80], start[24], chunk[ENVELOPE_CHUNK + 17];
    crypto_secretstream_xchacha20poly1305_state stream;
    GByteArray *out = g_byte_array_new();
    g_autofree char *bound = g_strdup_printf("%s/%s", case_id, name);
    const uint8_t suite = 1;

    office_public_key(process, public);
    crypto_hash_sha256(id, public, sizeof public);
    crypto_secretstream_xchacha20poly1305_keygen(key);
    crypto_box_seal(sealed_key, key, sizeof key, public);
    crypto_secretstream_xchacha20poly1305_init_push(&stream, start, key);
    g_byte_array_append(out, (const uint8_t *)"KSE1", 4);
    g_byte_array_append(out, &suite, 1);
    g_byte_array_append(out, id, 8);
    g_byte_array_append(out, sealed_key, sizeof sealed_key);
    g_byte_array_append(out, start, sizeof start);
    bool last;
    do {
        const size_t length = MIN(size, (size_t)ENVELOPE_CHUNK);
        last = length < ENVELOPE_CHUNK;
        unsigned long long written = 0;
        crypto_secretstream_xchacha20poly1305_push(
            &stream, chunk, &written, plain, length, (const uint8_t *)bound,
            strlen(bound), last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
        g_byte_array_append(out, chunk, (guint)written);
        plain += length;
        size -= length;
    } while (!last);
    return out;
}

static void
add_piece(struct sealed_case *sealed, const struct office_process *process,
          const char *name, const void *plain, size_t size)
{
    struct sealed_piece *piece = &sealed->pieces[sealed->piece_count++];
    GByteArray *bytes = seal(process, sealed->case_id, name, plain, size);
    g_autofree char *sha256 =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes->data, bytes->len);

    g_strlcpy(piece->name, name, sizeof piece->name);
    g_strlcpy(piece->sha256, sha256, sizeof piece->sha256);
    piece->size = bytes->len;
    piece->bytes = g_byte_array_free(bytes, FALSE);
}

static char *
moment(void)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_offset(8 * 3600);
    g_autoptr(GDateTime) now = g_date_time_new_now(zone);

    return g_date_time_format(now, "%Y-%m-%dT%H:%M:%S+08:00");
}

/* ISO 7064 MOD 11,10 over 14 digits. */
static char *
receipt_number(int serial)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_offset(8 * 3600);
    g_autoptr(GDateTime) now = g_date_time_new_now(zone);
    g_autofree char *day = g_date_time_format(now, "%y%m%d");
    g_autofree char *digits = g_strdup_printf("0001%s%04d", day, serial);
    int product = 10;

    for (const char *at = digits; *at; at++) {
        int sum = (*at - '0' + product) % 10;
        product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return g_strdup_printf("%s%d", digits, (11 - product) % 10);
}

static json_t *
application(const struct sealed_case *sealed, const struct sealed_options *options,
            const char *submitted_at, const json_t *page_names)
{
    const char *name = options->name ? options->name : "王秀兰";
    const bool given = json_array_size(page_names) > 0;

    json_t *root = json_pack(
        "{s:s, s:s, s:i, s:s, s:s, s:{s:i, s:s}, s:s, s:s, s:s}", "case_id",
        sealed->case_id, "service",
        options->service ? options->service : "medical-insurance", "service_version",
        options->version > 0 ? options->version : ASSETS_MEDICAL_VERSION, "language",
        "zh_CN", "mode", "standard", "consent", "version", 1, "given_at", submitted_at,
        "assurance", "card", "query_code", "482915", "submitted_at", submitted_at);
    json_object_set_new(root, "applicant",
                        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}",
                                  "card_type", "citizen", "name", name, "sex", "female",
                                  "nation", "汉", "birth", "1943-03-12", "address",
                                  "青山县青山镇柳溪村三组12号", "id_number",
                                  "999999194303120023", "authority", "青山县公安局",
                                  "valid_from", "2016-05-06", "valid_to", "长期"));
    json_object_set_new(root, "answers",
                        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "name", name,
                                  "id_number", "999999194303120023", "sex", "female",
                                  "birth", "1943-03-12", "address",
                                  "青山县青山镇柳溪村三组12号", "phone", "10000001234",
                                  "category", "ordinary"));
    json_object_set_new(
        root, "materials",
        json_pack("[{s:s, s:s, s:[], s:s, s:s}, {s:s, s:s, s:O, s:s, s:s}]", "material",
                  "id_card", "how", "card", "pages", "trust", "A", "original", "none",
                  "material", "household_register", "how", given ? "scan" : "deferred",
                  "pages", page_names, "trust", given ? "C" : "D", "original", "window"));
    return root;
}

static void
make_case_id(char text_out[37])
{
    uint8_t b[16];
    const uint64_t now_ms = (uint64_t)g_get_real_time() / 1000;

    randombytes_buf(b, sizeof b);
    for (int i = 0; i < 6; i++)
        b[i] = (uint8_t)(now_ms >> (40 - 8 * i));
    b[6] = (uint8_t)(0x70 | (b[6] & 0x0f));
    b[8] = (uint8_t)(0x80 | (b[8] & 0x3f));
    g_snprintf(text_out, 37,
               "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
               b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
               b[12], b[13], b[14], b[15]);
}

static json_t *
header(const struct sealed_case *sealed, const struct sealed_options *options,
       const char *submitted_at)
{
    uint8_t hash[32];
    char hex[65];
    g_autofree char *query = g_strdup_printf("%s/482915", sealed->case_id);
    g_autofree char *number = options->receipt ? g_strdup(options->receipt)
                                               : receipt_number(options->serial);
    json_t *pieces = json_array();

    crypto_generichash(hash, sizeof hash, (const uint8_t *)query, strlen(query), NULL, 0);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    for (size_t i = 0; i < sealed->piece_count; i++)
        json_array_append_new(pieces,
                              json_pack("{s:s, s:I, s:s}", "name", sealed->pieces[i].name,
                                        "length", (json_int_t)sealed->pieces[i].size,
                                        "sha256", sealed->pieces[i].sha256));
    return json_pack("{s:s, s:s, s:s, s:O, s:O, s:s, s:s, s:s, s:o}", "case_id",
                     sealed->case_id, "terminal", "0001", "region", "999999", "service",
                     json_object_get(sealed->application, "service"), "service_version",
                     json_object_get(sealed->application, "service_version"),
                     "receipt_number", number, "submitted_at", submitted_at,
                     "query_code_hash", hex, "pieces", pieces);
}

struct sealed_case *
sealed_case_create(const struct office_process *process,
                   const struct sealed_options *options)
{
    struct sealed_case *sealed = g_new0(struct sealed_case, 1);
    g_autofree char *submitted_at = moment();
    json_t *page_names = json_array();

    g_assert_cmpint(sodium_init(), >=, 0);
    make_case_id(sealed->case_id);
    for (size_t i = 0; i < G_N_ELEMENTS(options->pages) && options->pages[i]; i++) {
        g_autofree char *name = g_strdup_printf("page-household-register-%zu", i + 1);
        add_piece(sealed, process, name, options->pages[i], options->page_sizes[i]);
        json_array_append_new(page_names, json_string(name));
    }
    sealed->application = application(sealed, options, submitted_at, page_names);
    char *text = json_canonical(sealed->application);
    add_piece(sealed, process, "application", text, strlen(text));
    g_free(text);
    json_decref(page_names);
    sealed->header = header(sealed, options, submitted_at);
    return sealed;
}

void
sealed_case_destroy(struct sealed_case *sealed)
{
    if (!sealed)
        return;
    for (size_t i = 0; i < sealed->piece_count; i++)
        g_free(sealed->pieces[i].bytes);
    json_decref(sealed->header);
    json_decref(sealed->application);
    g_free(sealed);
}

char *
sealed_case_header(const struct sealed_case *sealed)
{
    return json_canonical(sealed->header);
}

long
sealed_case_put_piece(struct office_client *client, const struct sealed_case *sealed,
                      size_t index)
{
    const struct sealed_piece *piece = &sealed->pieces[index];
    g_autofree char *path = g_strdup_printf("/v1/pieces/%s", piece->sha256);
    struct office_reply *reply =
        office_ask(client, &(struct office_call){.method = "PUT",
                                                 .path = path,
                                                 .body = piece->bytes,
                                                 .size = piece->size,
                                                 .media = "application/octet-stream"});
    const long status = reply->status;

    g_assert_cmpint(reply->failed, ==, 0);
    office_reply_free(reply);
    return status;
}

long
sealed_case_put_header(struct office_client *client, const struct sealed_case *sealed)
{
    g_autofree char *path = g_strdup_printf("/v1/cases/%s", sealed->case_id);
    char *body = sealed_case_header(sealed);
    struct office_reply *reply = office_ask(
        client, &(struct office_call){.method = "PUT", .path = path, .body = body});
    const long status = reply->status;

    g_assert_cmpint(reply->failed, ==, 0);
    g_free(body);
    office_reply_free(reply);
    return status;
}

long
sealed_case_put(struct office_client *client, const struct sealed_case *sealed)
{
    for (size_t i = 0; i < sealed->piece_count; i++) {
        const long status = sealed_case_put_piece(client, sealed, i);
        if (status != 200 && status != 201)
            return status;
    }
    return sealed_case_put_header(client, sealed);
}

/* ---- corrections ------------------------------------------------------------------------ */

static void
copy_members(json_t *target, const json_t *source, const char *const *names)
{
    for (size_t i = 0; names[i]; i++)
        json_object_set(target, names[i], json_object_get(source, names[i]));
}

struct sealed_case *
sealed_correction_create(const struct office_process *process,
                         const struct sealed_case *sealed, const char *phone,
                         const void *page, size_t page_size)
{
    static const char *const same[] = {"case_id", "service", "service_version", NULL};
    static const char *const known[] = {"terminal", "receipt_number", "query_code_hash",
                                        NULL};
    struct sealed_case *correction = g_new0(struct sealed_case, 1);
    g_autofree char *submitted_at = moment();
    json_t *materials = json_array();

    make_case_id(correction->case_id);
    if (page) {
        add_piece(correction, process, "page-household-register-1", page, page_size);
        json_array_append_new(materials,
                              json_pack("{s:s, s:s, s:[s], s:s, s:s}", "material",
                                        "household_register", "how", "scan", "pages",
                                        "page-household-register-1", "trust", "C",
                                        "original", "window"));
    }
    correction->application =
        json_pack("{s:s, s:s, s:s, s:{s:s}, s:o, s:s}", "correction_id",
                  correction->case_id, "language", "zh_CN", "mode", "standard", "answers",
                  "phone", phone, "materials", materials, "submitted_at", submitted_at);
    copy_members(correction->application, sealed->header, same);
    char *text = json_canonical(correction->application);
    add_piece(correction, process, "application", text, strlen(text));
    g_free(text);
    json_t *pieces = json_array();
    for (size_t i = 0; i < correction->piece_count; i++)
        json_array_append_new(pieces, json_pack("{s:s, s:I, s:s}", "name",
                                                correction->pieces[i].name, "length",
                                                (json_int_t)correction->pieces[i].size,
                                                "sha256", correction->pieces[i].sha256));
    correction->header = json_pack("{s:s, s:s, s:o}", "correction_id",
                                   correction->case_id, "submitted_at", submitted_at,
                                   "pieces", pieces);
    copy_members(correction->header, sealed->header, same);
    copy_members(correction->header, sealed->header, known);
    return correction;
}

long
sealed_correction_put(struct office_client *client, const struct sealed_case *correction)
{
    g_autofree char *path =
        g_strdup_printf("/v1/cases/%s/corrections/%s",
                        json_string_value(json_object_get(correction->header, "case_id")),
                        correction->case_id);

    for (size_t i = 0; i < correction->piece_count; i++)
        sealed_case_put_piece(client, correction, i);
    char *body = sealed_case_header(correction);
    struct office_reply *reply = office_ask(
        client, &(struct office_call){.method = "PUT", .path = path, .body = body});
    const long status = reply->status;
    g_free(body);
    office_reply_free(reply);
    return status;
}

char *
sealed_letter(const struct office_process *process, const char *id, json_t *private)
{
    g_autofree char *text = json_canonical(private);
    g_autoptr(GByteArray)
        sealed = seal(process, id, "letter", (const uint8_t *)text, strlen(text));

    json_decref(private);
    return g_base64_encode(sealed->data, sealed->len);
}
