// SPDX-License-Identifier: Apache-2.0
#include "fault.h"

#include <glib.h>
#include <string.h>

#include "core/text.h"

#define LATER N_("You can come back later; nothing of yours is lost")
#define WINDOW N_("The general window can do it, too")
#define ENGINEER N_("Call the engineer and name the machine and this line")

/* Rows of a class stand before the rows of any class; the last row is for what nobody
 * foresaw. */
const struct fault fault_table[] = {
    /* card */
    {"card", "mediaRemoved", N_("The card was lifted too early"),
     N_("Lay it down again and leave it there until the sound"), N_("Nothing to do"), "",
     true},
    {"card", "cardUnreadable", N_("The card cannot be read"),
     N_("Wipe it, lay it flat, nothing else on top"),
     N_("If other cards are read well, the card is worn: send the person to the window"),
     "", true},
    {"card", "cardRejected", N_("The reader does not take this card"),
     N_("Lay down your own ID card"), N_("Nothing to do"), "", true},
    {"card", "cardUnsupported", N_("This is not an ID card"),
     N_("Lay down an ID card or a residence permit"), N_("Nothing to do"), "", true},
    {"card", "samFault", N_("The card reader cannot check cards now"), WINDOW,
     N_("The security module of the reader is faulty: have the reader changed"),
     "maintenance", false},
    {"card", "notConnected", N_("The card reader is not there"), WINDOW,
     N_("Plug the card reader in again; look at its cable"), "clear", false},
    {"card", "notResponding", N_("The card reader does not answer"), WINDOW,
     N_("Unplug the card reader, count to ten, plug it in again"), "clear", true},
    {"card", "busy", N_("The card reader is still busy"),
     N_("Wait a moment, then try again"), N_("Nothing to do"), "suspend", true},

    {"card", "samePerson", N_("This is the card that was read before"),
     N_("Take it away and lay down the card of the other person"), N_("Nothing to do"),
     "", true},
    {"card", "notMinor", N_("This person is of age"),
     N_("Who is 18 or older applies alone, or gives a mandate"), N_("Nothing to do"), "",
     true},
    {"card", "notAdult", N_("A guardian is of age"),
     N_("Somebody of 18 years or more must come along"), N_("Nothing to do"), "", true},
    // a rule of the service says more exactly why
    {"card", "notEntitled", N_("This matter is not for this person"),
     N_("The guide says who can; or lay down another card"), N_("Nothing to do"), "",
     true},

    /* scanner */
    {"scanner", "noMedia", N_("There is no page on the glass"),
     N_("Lay the page down, then try again"), N_("Nothing to do"), "", true},
    {"scanner", "mediaJam", N_("The page is stuck in the scanner"),
     N_("Do not pull; somebody comes and takes it out"),
     N_("Open the scanner, take the page out, give it back to the person"), "clear",
     true},
    {"scanner", "coverOpen", N_("The lid of the scanner is open"),
     N_("Close the lid, then try again"), N_("Close the lid of the scanner"), "clear",
     true},
    {"scanner", "incompletePage", N_("The page did not come through whole"),
     N_("Leave the page where it is and try again"),
     N_("If it comes again, look at the scanner's cable"), "", true},
    {"scanner", "ioError", N_("The scanner broke off"),
     N_("Leave the page where it is and try again"),
     N_("If it comes again, look at the scanner's cable"), "clear", true},
    {"scanner", "notConnected", N_("The scanner is not there"), WINDOW,
     N_("Switch the scanner on; look at its cable"), "clear", false},
    {"scanner", "notResponding", N_("The scanner does not answer"), WINDOW,
     N_("Switch the scanner off and on again"), "clear", true},
    {"scanner", "busy", N_("The scanner is still busy"),
     N_("Wait a moment, then try again"), N_("Nothing to do"), "suspend", true},

    /* printer */
    {"printer", "paperOut", N_("The printer is out of paper"),
     N_("It goes on by itself when paper is in"), N_("Put A4 paper in"), "clear", true},
    {"printer", "paperLow", N_("The printer has little paper left"), NULL,
     N_("Put A4 paper in soon"), "clear", true},
    {"printer", "paperJam", N_("Paper is stuck in the printer"),
     N_("Do not pull at it; somebody comes"),
     N_("Open the printer, take the stuck paper out, close it"), "clear", true},
    {"printer", "coverOpen", N_("The lid of the printer is open"),
     N_("It goes on by itself when the lid is closed"), N_("Close the printer"), "clear",
     true},
    {"printer", "doorOpen", N_("A door of the printer is open"),
     N_("It goes on by itself when the door is closed"),
     N_("Close all doors of the printer"), "clear", true},
    {"printer", "tonerOut", N_("The printer is out of toner"), WINDOW,
     N_("Change the toner cartridge"), "clear", false},
    {"printer", "tonerLow", N_("The printer has little toner left"), NULL,
     N_("Have a toner cartridge ready"), "clear", true},
    {"printer", "trayMissing", N_("The paper tray is out"),
     N_("It goes on by itself when the tray is in"), N_("Push the paper tray in"),
     "clear", true},
    {"printer", "outputFull", N_("The place for printed sheets is full"),
     N_("Take out your own sheet only; somebody comes"),
     N_("Take the sheets out and keep what has a name on it"), "clear", true},
    {"printer", "stopped", N_("The printer has stopped"), WINDOW,
     N_("Look at the printer's display and set it going again"), "clear", true},
    {"printer", "jobAborted", N_("The printer broke off the sheet"),
     N_("Try once more, or have it printed at the window"),
     N_("If it comes again, look at the printer's display"), "clear", true},
    {"printer", "restNotCut", N_("The rest alone cannot be printed here"),
     N_("Take the sheets that are out to the window; the rest is printed there"),
     N_("Install the viewer driver, which parts documents"), "configuration", false},
    {"printer", "jobCanceled", N_("The printing was stopped"),
     N_("Try once more, or have it printed at the window"), N_("Nothing to do"), "",
     true},
    {"printer", "mediaMismatch", N_("There is other paper in the printer"), WINDOW,
     N_("Put A4 paper in, and set the tray to A4"), "clear", true},
    {"printer", "spoolFull", N_("The printer has too much to print"),
     N_("Wait a moment, then try again"), N_("Empty the print queue"), "maintenance",
     true},
    {"printer", "notConnected", N_("The printer is not there"), WINDOW,
     N_("Switch the printer on; look at its cable"), "clear", false},
    {"printer", "notResponding", N_("The printer does not answer"), WINDOW,
     N_("Switch the printer off and on again"), "clear", true},
    {"printer", "busy", N_("The printer is still busy"),
     N_("Wait a moment, then try again"), N_("Nothing to do"), "suspend", true},

    /* slip printer */
    {"receipt", "paperOut", N_("The slip printer has no paper"),
     N_("It can be printed on A4, or note the number"), N_("Put in a new roll of slips"),
     "clear", true},
    {"receipt", "paperLow", N_("The slip printer has little paper left"), NULL,
     N_("Have a new roll of slips ready"), "clear", true},
    {"receipt", "coverOpen", N_("The lid of the slip printer is open"),
     N_("It can be printed on A4, or note the number"), N_("Close the slip printer"),
     "clear", true},
    {"receipt", "cutterFault", N_("The knife of the slip printer is stuck"),
     N_("Tear the slip off carefully if it hangs out"),
     N_("Open the slip printer, free the knife, switch it off and on"), "clear", false},
    {"receipt", "ioError", N_("The slip printer broke off"),
     N_("It can be printed on A4, or note the number"),
     N_("Switch the slip printer off and on; if it comes again, call the engineer"),
     "maintenance", true},
    {"receipt", "stopped", N_("The slip printer has stopped"),
     N_("It can be printed on A4, or note the number"),
     N_("Press the feed key of the slip printer, or switch it off and on"), "clear",
     true},
    {"receipt", "notConnected", N_("The slip printer is not there"),
     N_("It can be printed on A4, or note the number"),
     N_("Switch the slip printer on; look at its cable"), "clear", true},
    {"receipt", "notResponding", N_("The slip printer does not answer"),
     N_("It can be printed on A4, or note the number"),
     N_("Switch the slip printer off and on"), "clear", true},
    {"receipt", "noAnswer", N_("Nobody knows whether the slip came out"),
     N_("Look in the outlet: take it, or print it again"),
     N_("Look whether the slip is there; switch the slip printer off and on"), "clear",
     true},
    {"receipt", "busy", N_("The slip printer is still busy"),
     N_("Wait a moment, then try again"), N_("Nothing to do"), "suspend", true},

    /* pictures and pages */
    {"image", "blankPage", N_("There is nothing on this page"),
     N_("Turn the page over, then scan it again"), N_("Nothing to do"), "", true},
    {"image", "blurredPage", N_("The picture is blurred, the writing cannot be read"),
     N_("Lay it flat, keep it still, scan it again"),
     N_("Clean the glass of the scanner"), "", true},
    {"image", "noCard", N_("No card was found on the glass"),
     N_("Lay the card alone and flat, away from the edge, then try again"),
     N_("Clean the glass and the inside of the lid"), "", true},
    {"image", "badImage", N_("The picture did not come out"), N_("Scan this page again"),
     N_("If it comes again, have the scanner looked at"), "", true},

    /* the cabinet */
    {"contacts", "doorOpen", N_("A door of the machine is open"),
     N_("You can go on; staff are at the machine"), N_("Close and lock the cabinet"),
     "clear", true},
    {"contacts", "tampered", N_("Somebody has been at the inside of the machine"), WINDOW,
     N_("Look at the cabinet; if nobody of yours was at it, call the engineer"),
     "maintenance", false},

    /* what the program itself keeps and sends */
    {"outbox", "full", N_("This machine cannot keep anything more now"), WINDOW,
     N_("The disk is full: see that the network is back so that cases are sent"),
     "maintenance", false},
    {"outbox", "failed", N_("It could not be kept safe, so it was not handed in"),
     N_("Try once more, or go to the window; your answers are still here"),
     N_("The disk cannot be written: have it looked at before anybody goes on"),
     "maintenance", true},
    {"outbox", "noAnswer", N_("Keeping it safe takes longer than usual"),
     N_("Wait a little longer; do not hand it in a second time"),
     N_("The disk is very slow: have it looked at"), "maintenance", true},
    {"office", "refused", N_("The office could not take it in yet"),
     N_("It is kept safe here; staff look into it and call you"),
     N_("A case was refused: compare the service's version here and in the office"),
     "configuration", false},

    {"office", "notResponding", N_("The office cannot be reached"),
     N_("Hand it in all the same: it is kept here and sent later"),
     N_("Look at the network cable; what waits is sent by itself"), "suspend", true},
    {"store", "ioError", N_("This machine cannot keep anything safe now"), WINDOW,
     N_("The disk cannot be read or written: call the engineer"), "maintenance", false},

    /* any class */
    {"*", "none", N_("Everything is in order"), NULL, N_("Nothing to do"), "", false},
    {"*", "notConnected", N_("A device is not there"), WINDOW,
     N_("Plug the device in again; look at its cable"), "clear", false},
    {"*", "notResponding", N_("A device does not answer"), WINDOW,
     N_("Switch the device off and on again"), "clear", true},
    {"*", "noAnswer", N_("It takes longer than usual"),
     N_("Wait a moment, then try again"),
     N_("If it comes again, switch the device off and on again"), "suspend", true},
    {"*", "ioError", N_("A device stopped in the middle"),
     N_("Wait a moment, then try again"),
     N_("If it comes again, switch the device off and on again"), "maintenance", true},
    {"*", "protocolError", N_("The machine and its device do not understand each other"),
     LATER, ENGINEER, "maintenance", true},
    {"*", "accessDenied", N_("The machine may not use its device"), WINDOW,
     N_("The rights of the device are not set: have an administrator set them"),
     "configuration", false},
    {"*", "busy", N_("It is still busy"), N_("Wait a moment, then try again"),
     N_("Nothing to do"), "suspend", true},
    {"*", "driverCrashed", N_("A part of the machine stopped and begins anew"),
     N_("Wait a moment, then try again"), N_("If it comes again, call the engineer"),
     "suspend", true},
    {"*", "driverHung", N_("A part of the machine was stuck and begins anew"),
     N_("Wait a moment, then try again"), N_("If it comes again, call the engineer"),
     "suspend", true},
    {"*", "driverMissing", N_("A part of the machine is not installed"), WINDOW,
     N_("The driver is not installed: have an administrator install it"), "configuration",
     false},
    {"*", "internalError", N_("Something went wrong in the machine"),
     N_("Try once more, or go to the window"), ENGINEER, "maintenance", true},
    {"*", "badConfiguration", N_("The machine is not set up for this"), WINDOW,
     N_("The configuration of the device is wrong: have an administrator look"),
     "configuration", false},
    {"*", "*", N_("Something is wrong with the machine"),
     N_("Try once more, or go to the window"), ENGINEER, "maintenance", true},
};
const size_t fault_count = G_N_ELEMENTS(fault_table);

const struct fault *
fault_find(const char *class, const char *cause)
{
    const struct fault *any = &fault_table[fault_count - 1];
    for (size_t i = 0; i < fault_count; i++) {
        const struct fault *row = &fault_table[i];
        if (strcmp(row->cause, cause) != 0)
            continue;
        if (strcmp(row->class, class) == 0)
            return row;
        if (strcmp(row->class, "*") == 0)
            any = row;
    }
    return any;
}
