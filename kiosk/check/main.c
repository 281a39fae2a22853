// SPDX-License-Identifier: Apache-2.0
/* kiosk-check: tells the author of a service definition every mistake at once, with file,
 * line and what is wanted. Ends with 0 when all files are good, 1 when not, 2 when it was
 * called wrongly. */
#include "base/file.h"
#include "base/json.h"
#include "core/service.h"

#include "around.h"
#include "decode.h"
#include "findings.h"
#include "judge.h"
#include "mend.h"

#include <stdio.h>
#include <unistd.h>
#include <string.h>

#define READ_MOST (16 * SERVICE_FILE_MAX) // what is told of, however large it is

static void
check_definition(const char *path, const char *text, const json_t *definition,
                 struct findings *findings)
{
    GPtrArray *defects = schema_defects_new();
    service_destroy(service_create(definition, defects));
    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *defect = defects->pdata[i];
        bool whole = defect->pointer[0] == '\0';
        findings_add(findings, around_line_of(text, defect->pointer),
                     whole ? "the service" : defect->pointer, "%s", defect->message);
    }
    g_ptr_array_set_size(defects, 0);
    service_advise(definition, defects);
    for (guint i = 0; i < defects->len; i++) {
        const struct schema_defect *advice = defects->pdata[i];
        findings_note(findings, around_line_of(text, advice->pointer), advice->pointer,
                      "%s", advice->message);
    }
    g_ptr_array_unref(defects);
    if (json_is_object(definition))
        around_check(path, text, definition, findings);
}

/* Slips of typing are mended for the eye of the checker only, so that they hide nothing. */
static void
check_text(const char *path, const char *bytes, size_t size, struct findings *findings)
{
    g_autofree char *text = decode_text(bytes, size, findings);
    g_autofree char *json = mend_json(text, findings);
    GError *error = NULL;
    json_t *definition = json == NULL ? NULL : json_loads(json, JSON_DECODE_ANY, NULL);
    if (json != NULL && definition == NULL && !json_parse(text, strlen(text), &error)) {
        findings_add(findings, 1, "", "%s", error->message);
        g_error_free(error);
    }
    if (definition != NULL)
        check_definition(path, json, definition, findings);
    json_decref(definition);
}

static bool
check_file(const char *path)
{
    GError *error = NULL;
    size_t size = 0;
    struct findings findings;
    g_autofree char *bytes = file_read(path, READ_MOST, &size, &error);
    if (bytes == NULL) {
        printf("%s:1: %s\n", path, error->message);
        g_error_free(error);
        return false;
    }
    findings_init(&findings);
    if (size > SERVICE_FILE_MAX)
        findings_add(&findings, 1, "", "%zu bytes: a definition has at most %d", size,
                     SERVICE_FILE_MAX);
    check_text(path, bytes, size, &findings);
    judge_drawn(path, &findings);
    findings_print(&findings, path);
    bool good = !findings.bad;
    findings_finish(&findings);
    return good;
}

/* FILE and what follows it, as kiosk-preview wants them. */
static int
preview(char **arguments)
{
    g_autofree char *program = judge_program();
    char *given[] = {program, NULL, NULL, NULL, NULL, NULL};
    for (size_t i = 1; arguments[i - 1] != NULL && i < G_N_ELEMENTS(given) - 1; i++)
        given[i] = arguments[i - 1];
    execv(program, given);
    fprintf(stderr, "%s: cannot be started\n", program);
    return 2;
}

int
main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts("kiosk-check " KIOSK_VERSION);
        return 0;
    }
    if (argc < 2 || (argv[1][0] == '-' && strcmp(argv[1], "--preview") != 0)) {
        puts("Usage: kiosk-check FILE…\n"
             "       kiosk-check --preview [--size WIDTHxHEIGHT] FILE [FOLDER]\n"
             "Tells every mistake in service definitions "
             "(assets/services/<id>/service.json):\n"
             "file, line, where, and what to write instead. --preview shows it: in a "
             "window\n"
             "where there is a display, as pictures in FOLDER otherwise.");
        return argc == 2 && strcmp(argv[1], "--help") == 0 ? 0 : 2;
    }
    if (strcmp(argv[1], "--preview") == 0) {
        int file = argc > 4 && strcmp(argv[2], "--size") == 0 ? 4 : 2;
        return argc > file && check_file(argv[file]) ? preview(argv + 2) : 1;
    }
    int bad = 0;
    for (int i = 1; i < argc; i++)
        bad += check_file(argv[i]) ? 0 : 1;
    if (bad == 0)
        printf("%d of %d good\n", argc - 1, argc - 1);
    return bad == 0 ? 0 : 1;
}
