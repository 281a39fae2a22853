// SPDX-License-Identifier: Apache-2.0
#include "options.h"

static GOptionContext *
options_context(const struct driver_ops *ops, const GOptionEntry *entries)
{
    GOptionContext *context = g_option_context_new(NULL);
    g_autofree char *summary =
        g_strdup_printf("%s-%s: %s", ops->class->name, ops->name, ops->about);
    g_option_context_set_summary(context, summary);
    g_option_context_set_description(
        context,
        "The terminal starts this program with the link on descriptor 3. By hand, with "
        "--stdio,\nit reads the same JSON, one object a line, and answers likewise:\n"
        "  {\"type\":\"command\",\"id\":1,\"name\":\"Common.Status\","
        "\"payload\":{\"refresh\":true}}\n");
    g_option_context_add_main_entries(context, entries, NULL);
    return context;
}

bool
options_init(struct options *options, const struct driver_ops *ops, int argc, char **argv,
             GError **error)
{
    *options = (struct options){0};
    const GOptionEntry entries[] = {
        {"address", 0, 0, G_OPTION_ARG_STRING, &options->address, "The device", "URI"},
        {"stdio", 0, 0, G_OPTION_ARG_NONE, &options->stdio,
         "Speak JSON lines on standard input and output", NULL},
        {"blob-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->blob_dir,
         "Where blobs land with --stdio; else a new folder under the temporary one",
         "DIR"},
        {"record", 0, 0, G_OPTION_ARG_FILENAME, &options->record_file,
         "Write the bytes to and from the device for replay:FILE", "FILE"},
        {"describe", 0, 0, G_OPTION_ARG_NONE, &options->describe,
         "Print commands and events as JSON and exit", NULL},
        {"version", 0, 0, G_OPTION_ARG_NONE, &options->version,
         "Print the version and exit", NULL},
        {0}};
    GOptionContext *context = options_context(ops, entries);
    // g_option_context_parse() reorders and shortens the vector, never the strings.
    bool parsed = g_option_context_parse(context, &argc, &argv, error);
    g_option_context_free(context);
    if (parsed && argc > 1) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "“%s” is not an option; see --help", argv[1]);
        parsed = false;
    }
    if (!parsed) {
        options_finish(options);
        return false;
    }
    if (options->address == NULL)
        options->address = g_strdup("");
    return true;
}

void
options_finish(struct options *options)
{
    g_free(options->address);
    g_free(options->blob_dir);
    g_free(options->record_file);
    *options = (struct options){0};
}
