// SPDX-License-Identifier: Apache-2.0
#include "jobs.h"

#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/json.h"
#include <kiosk/printer.h>

#define JOBS_FILE_MAX 4096 // bytes

struct jobs {
    char *folder;      // NULL: none
    GHashTable *known; // name → struct job *
};

struct jobs *
jobs_create(const char *folder, GError **error)
{
    if (folder != NULL && !file_make_folder(folder, error))
        return NULL;
    struct jobs *jobs = g_new0(struct jobs, 1);
    jobs->folder = g_strdup(folder);
    jobs->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return jobs;
}

void
jobs_destroy(struct jobs *jobs)
{
    if (jobs == NULL)
        return;
    g_hash_table_unref(jobs->known);
    g_free(jobs->folder);
    g_free(jobs);
}

/* The name of a job is not ours: nothing in it may lead out of the folder. */
static char *
jobs_path(const struct jobs *jobs, const char *name, const char *end)
{
    g_autofree char *harmless = g_uri_escape_string(name, NULL, FALSE);
    g_autofree char *file = g_strconcat("job-", harmless, end, NULL);
    return g_build_filename(jobs->folder, file, NULL);
}

static struct job
jobs_read(const struct jobs *jobs, const char *name)
{
    struct job job = {.state = "unknown"};
    if (jobs->folder == NULL)
        return job;
    g_autofree char *path = jobs_path(jobs, name, ".json");
    json_t *note = json_parse_file(path, JOBS_FILE_MAX, NULL);
    const char *state = note == NULL ? "" : json_text(note, "state", "");
    for (size_t i = 0; printer_job_words[i] != NULL; i++) {
        if (strcmp(printer_job_words[i], state) == 0)
            job = (struct job){
                .state = printer_job_words[i],
                .sheets = (int)json_integer_value(json_object_get(note, "sheets"))};
    }
    json_decref(note);
    // Nothing prints while there is no driver: what was under way is over.
    if (strcmp(job.state, "processing") == 0 || strcmp(job.state, "stopped") == 0)
        job.state = "aborted";
    return job;
}

struct job
jobs_find(struct jobs *jobs, const char *name)
{
    const struct job *known = g_hash_table_lookup(jobs->known, name);
    return known != NULL ? *known : jobs_read(jobs, name);
}

bool
jobs_note(struct jobs *jobs, const char *name, struct job job, GError **error)
{
    g_hash_table_insert(jobs->known, g_strdup(name), g_memdup2(&job, sizeof job));
    if (jobs->folder == NULL)
        return true;
    g_autofree char *path = jobs_path(jobs, name, ".json");
    g_autofree char *text =
        g_strdup_printf("{\"state\":\"%s\",\"sheets\":%d}\n", job.state, job.sheets);
    return file_write_durably(path, text, strlen(text), error);
}

bool
jobs_keep(struct jobs *jobs, const char *name, const void *pdf, size_t size,
          GError **error)
{
    if (jobs->folder == NULL)
        return true;
    g_autofree char *path = jobs_path(jobs, name, ".pdf");
    return file_write_durably(path, pdf, size, error);
}
