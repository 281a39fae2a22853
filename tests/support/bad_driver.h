// SPDX-License-Identifier: Apache-2.0
/* A card driver that misbehaves on purpose, as the address says. A test program plays it
 * itself: it names itself as the driver and calls bad_driver_main() first in main(). */
#ifndef SUPPORT_BAD_DRIVER_H
#define SUPPORT_BAD_DRIVER_H

#include <stdbool.h>

/* good          reads a card at once        slow         says so after a second, cancels well
 * crash         aborts on Card.Read         crash-once:F the same, but only until F exists
 * early         ends before its hello       silent       never says hello
 * hang          answers nothing any more    deaf         ignores Common.Cancel
 * junk          sends three packets that are none
 * wrong-class   says hello as a printer     bad-payload  success without the id number
 * double        completes twice             surroundings tells its environment and files */

/* False: this process was not started as a driver. Does not return otherwise. */
bool bad_driver_main(int argc, char **argv);

#endif
