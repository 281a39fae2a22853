// SPDX-License-Identifier: Apache-2.0
#include "office/api.h"

#include <string.h>
#include <kiosk/office.h>

#include "base/json.h"

#define JSON_MEDIA "application/json"

/* The paths stand in the contract; here is only who answers. */
const struct http_route api_routes[] = {
    {"GET", "/v1/catalogue", NULL, 0, NULL, api_get_catalogue},
    {"PUT", "/v1/pieces/{sha256}", "application/octet-stream", ENVELOPE_PIECE_MAX,
     &api_piece_receiver, api_put_piece},
    {"PUT", "/v1/cases/{case_id}", JSON_MEDIA, OFFICE_BODY_MAX, NULL, api_put_case},
    {"GET", "/v1/cases/{case_id}", NULL, 0, NULL, api_get_case},
    {"PUT", "/v1/cases/{case_id}/corrections/{correction_id}", JSON_MEDIA,
     OFFICE_BODY_MAX, NULL, api_put_correction},
    {"POST", "/v1/progress", JSON_MEDIA, OFFICE_BODY_MAX, NULL, api_progress},
    {"POST", "/v1/result", JSON_MEDIA, OFFICE_BODY_MAX, NULL, api_result},
    {"POST", "/v1/delivery", JSON_MEDIA, OFFICE_BODY_MAX, NULL, api_delivery},
    {"POST", "/v1/heartbeat", JSON_MEDIA, OFFICE_BODY_MAX, NULL, api_heartbeat},
    {"POST", "/v1/ratings", JSON_MEDIA, OFFICE_BODY_MAX, NULL, api_rate_case},
    {"POST", "/v1/troubles", JSON_MEDIA, OFFICE_BODY_MAX, NULL, api_report_trouble},
    {"POST", "/v1/troubles/ticket", JSON_MEDIA, OFFICE_BODY_MAX, NULL, api_ticket},
    {"POST", "/v1/help-calls", JSON_MEDIA, OFFICE_BODY_MAX, NULL, api_call_help},
    {"POST", "/v1/bookings/windows", JSON_MEDIA, OFFICE_BODY_MAX, NULL, api_list_windows},
    {"POST", "/v1/bookings/slots", JSON_MEDIA, OFFICE_BODY_MAX, NULL, api_list_slots},
    {"POST", "/v1/bookings/hold", JSON_MEDIA, OFFICE_BODY_MAX, NULL, api_hold_slot},
    {"POST", "/v1/bookings/confirm", JSON_MEDIA, OFFICE_BODY_MAX, NULL,
     api_confirm_booking},
    {"POST", "/v1/bookings/find", JSON_MEDIA, OFFICE_BODY_MAX, NULL, api_find_bookings},
    {"POST", "/v1/bookings/change", JSON_MEDIA, OFFICE_BODY_MAX, NULL,
     api_change_booking},
    {"POST", "/v1/bookings/cancel", JSON_MEDIA, OFFICE_BODY_MAX, NULL,
     api_cancel_booking},
    {"POST", "/v1/queue/windows", JSON_MEDIA, OFFICE_BODY_MAX, NULL, api_list_queues},
    {"POST", "/v1/queue/take", JSON_MEDIA, OFFICE_BODY_MAX, NULL, api_take_ticket},
    {0}};

bool
api_is_terminal(const char *common_name)
{
    const char *number = common_name + strlen(OFFICE_COMMON_NAME_PREFIX);

    return g_str_has_prefix(common_name, OFFICE_COMMON_NAME_PREFIX) &&
           strlen(number) == 4 && strspn(number, "0123456789") == 4;
}

const char *
api_terminal(const struct http_request *request)
{
    return http_client(request) + strlen(OFFICE_COMMON_NAME_PREFIX);
}

void
api_answer(struct http_request *request, unsigned status, json_t *body)
{
    char *text = json_canonical(body);

    json_decref(body);
    http_add_header(request, "Cache-Control", "no-store");
    http_answer_owned(request, status, JSON_MEDIA, text, strlen(text), g_free);
}

void
api_fail(struct http_request *request, unsigned status, const char *code,
         const char *message, const char *message_zh, json_t *more)
{
    json_t *body = json_pack("{s:s, s:s, s:s, s:[], s:s}", "code", code, "message",
                             message, "message_zh", message_zh, "field_errors",
                             "request_id", http_id(request));

    if (more)
        json_object_update(body, more);
    json_decref(more);
    api_answer(request, status, body);
}

void
api_fail_store(struct http_request *request, const GError *error)
{
    if (g_error_matches(error, STORE_ERROR, STORE_FULL)) {
        http_add_header(request, "Retry-After", "300");
        api_fail(request, 507, "storage_full", "not stored: the disk is full",
                 "没有存下：后台的盘满了", NULL);
    } else {
        http_add_header(request, "Retry-After", "10");
        api_fail(request, 503, "unavailable", "not stored, or not known whether; repeat",
                 "现在存不了，请过一会儿再送", NULL);
    }
}

static json_t *
field_errors(const GPtrArray *defects)
{
    json_t *errors = json_array();

    for (guint i = 0; i < defects->len && i < 256; i++) {
        const struct schema_defect *defect = defects->pdata[i];
        json_array_append_new(errors, json_pack("{s:s, s:s}", "pointer", defect->pointer,
                                                "message", defect->message));
    }
    return errors;
}

void
api_fail_field(struct http_request *request, const char *pointer, const char *message)
{
    api_fail(request, 422, "invalid", "the body is not right", "送来的内容不对",
             json_pack("{s:[{s:s, s:s}]}", "field_errors", "pointer", pointer, "message",
                       message));
}

json_t *
api_body(struct http_request *request, const struct schema *schema)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) defects = schema_defects_new();
    size_t size = 0;
    const char *text = http_body(request, &size);
    json_t *body = json_parse(text, size, &error);

    if (!body) {
        api_fail(request, 400, "bad_json", error->message, "送来的不是JSON", NULL);
        return NULL;
    }
    if (!schema_check(schema, body, defects))
        api_fail(request, 422, "invalid", "the body is not right", "送来的内容不对",
                 json_pack("{s:o}", "field_errors", field_errors(defects)));
    else if (!g_str_equal(json_text(body, "terminal", ""), api_terminal(request)))
        api_fail(request, 403, "wrong_terminal",
                 "the body names another terminal than the certificate",
                 "不是这台机器的内容", NULL);
    else
        return body;
    json_decref(body);
    return NULL;
}

void
api_refuse(struct http_request *request, enum http_refusal refusal, size_t limit,
           void *office)
{
    (void)office;
    switch (refusal) {
    case HTTP_NO_CERTIFICATE:
        api_fail(request, 403, "certificate_refused",
                 "no valid client certificate of a terminal", "机器的证书不对", NULL);
        break;
    case HTTP_NO_ROUTE:
        api_fail(request, 404, "not_found", "no such path", "没有这个地址", NULL);
        break;
    case HTTP_WRONG_METHOD:
        api_fail(request, 405, "method_not_allowed", "the path does not know this method",
                 "这个地址不能这样用", NULL);
        break;
    case HTTP_TOO_LARGE:
        api_fail(request, 413, "too_large", "the body is too large", "送来的内容太大",
                 json_pack("{s:I}", "limit", (json_int_t)limit));
        break;
    case HTTP_WRONG_MEDIA:
        api_fail(request, 415, "unsupported_media_type",
                 "the body is of another media type", "内容的类型不对", NULL);
        break;
    }
}
