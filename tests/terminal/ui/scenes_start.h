// SPDX-License-Identifier: Apache-2.0
/* Scenes from the waiting screen to the card. Included by scenes.h alone. */
#ifndef TESTS_TERMINAL_UI_SCENES_START_H
#define TESTS_TERMINAL_UI_SCENES_START_H

SCENE(attract)
{
    UNUSED_PAGES;
    visitor_device(visitor, "card", DEVICE_ONLINE, "none");
}

SCENE(attract_trouble)
{
    UNUSED_PAGES;
    visitor_device(visitor, "printer", DEVICE_USER_ERROR, "paperOut");
    visitor_waits(visitor, 8 * 3600 * 1000);
}

/* Slips come, sheets do not. */
SCENE(attract_slips)
{
    UNUSED_PAGES;
    visitor_device(visitor, "card", DEVICE_ONLINE, "none");
    visitor_device(visitor, "receipt", DEVICE_ONLINE, "none");
    visitor_device(visitor, "printer", DEVICE_USER_ERROR, "paperOut");
}

SCENE(attract_paper)
{
    UNUSED_PAGES;
    visitor->session.assisted = false; // it is over when somebody else comes by
    visitor_comes_to_done(visitor);
    visitor_is_printed(visitor);
    visitor_does(visitor, SESSION_END, NULL);
}

SCENE(attract_paper_coming)
{
    UNUSED_PAGES;
    visitor->session.assisted = false;
    visitor_comes_to_done(visitor);
    visitor_does(visitor, SESSION_END, NULL);
    visitor_does(visitor, SESSION_END, NULL);
}

SCENE(attract_paper_lost)
{
    scene_attract_paper_coming(visitor, pages);
    visitor_print_fails(visitor, "paperJam", 0);
}

SCENE(home)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
}

SCENE(home_draft_lost)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
    visitor->session.draft_lost = true;
}

SCENE(group)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_OPEN_GROUP, "medical");
}

SCENE(group_empty)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_OPEN_GROUP, "disability");
}

SCENE(guide)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_START, NULL);
    visitor_does(visitor, SESSION_OPEN_SERVICE, "medical-insurance");
}

SCENE(consent)
{
    scene_guide(visitor, pages);
    visitor_does(visitor, SESSION_NEXT, NULL);
}

SCENE(card)
{
    UNUSED_PAGES;
    visitor_comes_to_card(visitor);
}

SCENE(card_failed)
{
    UNUSED_PAGES;
    visitor_comes_to_card(visitor);
    visitor_card_fails(visitor, "cardUnreadable");
}

#endif
