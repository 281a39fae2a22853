// SPDX-License-Identifier: Apache-2.0
#include "drivers/contacts/gpio/wiring.h"

static void
test_wiring__reads_lines_and_levels(void)
{
    struct wiring wiring = {0};
    g_assert_true(wiring_parse(
        &wiring, "gpio:/dev/gpiochip1?cabinetDoor=17&proximitySensor=4:low&statusBad=0",
        NULL));
    g_assert_cmpstr(wiring.chip, ==, "/dev/gpiochip1");
    g_assert_cmpuint(wiring.count, ==, 3);
    g_assert_cmpuint(wiring.wires[0].line, ==, 17);
    g_assert_cmpstr(wiring.wires[0].active, ==, "open");
    g_assert_false(wiring.wires[0].low || wiring.wires[0].light);
    g_assert_true(wiring.wires[1].low);
    g_assert_cmpstr(wiring.wires[1].inactive, ==, "notPresent");
    g_assert_true(wiring.wires[2].light);
    wiring_finish(&wiring);
}

static void
test_wiring__refuses_what_is_no_wiring(void)
{
    static const char *const addresses[] = {
        "",
        "gpio:/dev/gpiochip0",
        "serial:/dev/ttyS0?cabinetDoor=1",
        "gpio:/dev/gpiochip0?window=1",
        "gpio:/dev/gpiochip0?cabinetDoor",
        "gpio:/dev/gpiochip0?cabinetDoor=",
        "gpio:/dev/gpiochip0?cabinetDoor=x",
        "gpio:/dev/gpiochip0?cabinetDoor=1024",
        "gpio:/dev/gpiochip0?cabinetDoor=1:upside-down",
        "gpio:/dev/gpiochip0?cabinetDoor=1&cabinetDoor=2",
        "gpio:/dev/gpiochip0?cabinetDoor=1&tamperSensor=1",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++) {
        struct wiring wiring = {0};
        g_autoptr(GError) error = NULL;
        g_assert_false(wiring_parse(&wiring, addresses[i], &error));
        g_assert_error(error, WIRING_ERROR, 0);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/wiring/reads", test_wiring__reads_lines_and_levels);
    g_test_add_func("/wiring/refuses", test_wiring__refuses_what_is_no_wiring);
    return g_test_run();
}
