// SPDX-License-Identifier: Apache-2.0
#include "drivers/scanner/sane/address.h"

static void
test_address__reads_device_and_options(void)
{
    g_autoptr(GError) error = NULL;
    struct address address;
    address_init(
        &address,
        "sane:net:10.0.0.9:test:0?config=/etc/kiosk/sane.d&filename=/a%26b/p%3F.ppm"
        "&source=Document%20Feeder",
        &error);
    g_assert_no_error(error);
    g_assert_cmpstr(address.device, ==, "net:10.0.0.9:test:0");
    g_assert_cmpstr(address.config, ==, "/etc/kiosk/sane.d");
    g_assert_cmpuint(address.setting_count, ==, 2);
    g_assert_cmpstr(address.settings[0].name, ==, "filename");
    g_assert_cmpstr(address.settings[0].value, ==, "/a&b/p?.ppm");
    g_assert_cmpstr(address.settings[1].value, ==, "Document Feeder");
    address_finish(&address);
}

static void
test_address__may_name_no_device(void)
{
    struct address address;
    g_assert_true(address_init(&address, "sane:", NULL));
    g_assert_cmpstr(address.device, ==, "");
    g_assert_null(address.config);
    address_finish(&address);
    g_assert_true(address_init(&address, "sane:?mode=", NULL));
    g_assert_cmpstr(address.settings[0].value, ==, "");
    address_finish(&address);
}

static void
test_address__refuses_what_is_no_address(void)
{
    static const char *const wrong[] = {
        "",          "usb:1",       "sane",     "sane:a?",      "sane:a?b",
        "sane:a?=b", "sane:a?b=c&", "sane:a%2", "sane:a?%zz=1", "sane:a?b=%00"};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;
        struct address address = {0};
        g_assert_false(address_init(&address, wrong[i], &error));
        g_assert_error(error, ADDRESS_ERROR, 0);
        g_assert_null(address.device);
    }
}

static void
test_address__refuses_too_many_options(void)
{
    GString *uri = g_string_new("sane:a?o=1");
    for (int i = 1; i < ADDRESS_SETTINGS_MAX; i++)
        g_string_append(uri, "&o=1");
    struct address address;
    g_assert_true(address_init(&address, uri->str, NULL));
    address_finish(&address);
    g_string_append(uri, "&o=1");
    g_assert_false(address_init(&address, uri->str, NULL));
    g_string_free(uri, TRUE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sane/address/reads_device_and_options",
                    test_address__reads_device_and_options);
    g_test_add_func("/sane/address/may_name_no_device", test_address__may_name_no_device);
    g_test_add_func("/sane/address/refuses_what_is_no_address",
                    test_address__refuses_what_is_no_address);
    g_test_add_func("/sane/address/refuses_too_many_options",
                    test_address__refuses_too_many_options);
    return g_test_run();
}
