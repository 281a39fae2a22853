// SPDX-License-Identifier: Apache-2.0
#include "office/openapi.h"

#include <string.h>
#include <kiosk/office.h>

#define PREFIX "#/components/schemas/"

static json_t *
content(const char *media, json_t *schema)
{
    json_t *content = json_object();

    json_object_set_new(content, media, json_pack("{s:o}", "schema", schema));
    return content;
}

/* By reference when it has a name; what it refers to is collected. */
static json_t *
refer(const struct schema *schema, json_t *components)
{
    schema_collect(schema, PREFIX, components);
    if (!schema->name)
        return schema_describe(schema, PREFIX);
    g_autofree char *reference = g_strconcat(PREFIX, schema->name, NULL);
    return json_pack("{s:s}", "$ref", reference);
}

static json_t *
response(const struct office_response *row, json_t *components)
{
    json_t *description = json_pack("{s:s}", "description", row->about);

    if (row->body == &office_pdf_schema) {
        json_object_set_new(
            description, "content",
            content("application/pdf",
                    json_pack("{s:s, s:s}", "type", "string", "format", "binary")));
    } else if (row->body) {
        schema_collect(row->body, PREFIX, components);
        json_object_set_new(
            description, "content",
            content("application/json", schema_describe(row->body, PREFIX)));
    }
    return description;
}

static void
add_responses(json_t *responses, const struct office_response *rows, json_t *components)
{
    for (; rows->status != 0; rows++) {
        char status[12];
        g_snprintf(status, sizeof status, "%d", rows->status);
        if (!json_object_get(responses, status))
            json_object_set_new(responses, status, response(rows, components));
    }
}

/* Every parameter of a path is named after the schema it has. */
static json_t *
parameters(const char *path)
{
    static const struct {
        const char *name;
        const struct schema *schema;
    } known[] = {{"sha256", &schema_sha256},
                 {"case_id", &schema_uuid},
                 {"correction_id", &schema_uuid}};
    json_t *list = json_array();

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        g_autofree char *braced = g_strdup_printf("{%s}", known[i].name);
        if (strstr(path, braced))
            json_array_append_new(list,
                                  json_pack("{s:s, s:s, s:b, s:o}", "name", known[i].name,
                                            "in", "path", "required", true, "schema",
                                            schema_describe(known[i].schema, PREFIX)));
    }
    return list;
}

static json_t *
request_body(const struct office_operation *operation, json_t *components)
{
    json_t *schema = operation->body
                         ? refer(operation->body, components)
                         : json_pack("{s:s, s:s}", "type", "string", "format", "binary");
    g_autofree char *about = g_strdup_printf("At most %zu bytes.", operation->body_max);

    return json_pack("{s:b, s:s, s:o}", "required", true, "description", about, "content",
                     content(operation->media, schema));
}

static json_t *
describe_operation(const struct office_operation *operation, json_t *components)
{
    json_t *responses = json_object();

    add_responses(responses, operation->responses, components);
    add_responses(responses, office_common_responses, components);
    json_t *description = json_pack("{s:s, s:s, s:o, s:o}", "operationId",
                                    operation->name, "summary", operation->about,
                                    "parameters", parameters(operation->path),
                                    "responses", responses);
    if (operation->media)
        json_object_set_new(description, "requestBody",
                            request_body(operation, components));
    return description;
}

json_t *
openapi_describe(void)
{
    json_t *components = json_object(), *paths = json_object();

    for (const struct office_operation *o = office_operations; o->name; o++) {
        g_autofree char *method = g_ascii_strdown(o->method, -1);
        json_t *path = json_object_get(paths, o->path);
        if (!path) {
            path = json_object();
            json_object_set_new(paths, o->path, path);
        }
        json_object_set_new(path, method, describe_operation(o, components));
    }
    return json_pack(
        "{s:s, s:{s:s, s:s, s:s}, s:[{s:[]}], s:o, s:{s:o, s:{s:{s:s, s:s}}}}", "openapi",
        "3.1.0", "info", "title", "Kiosk office", "version", "1", "description",
        "What a terminal asks of a back office. Generated from include/kiosk/office.h.",
        "security", "clientCertificate", "paths", paths, "components", "schemas",
        components, "securitySchemes", "clientCertificate", "type", "mutualTLS",
        "description", "Common name terminal-NNNN, extended key usage clientAuth.");
}
