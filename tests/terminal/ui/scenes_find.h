// SPDX-License-Identifier: Apache-2.0
/* Scenes of looking things up. Included by scenes.h alone. */
#ifndef TESTS_TERMINAL_UI_SCENES_FIND_H
#define TESTS_TERMINAL_UI_SCENES_FIND_H

/* At home, with all services that ship. */
static void
scene_comes_home(struct visitor *visitor)
{
    visitor_takes_what_ships(visitor);
    visitor_device(visitor, "card", DEVICE_ONLINE, "none");
    visitor_does(visitor, SESSION_START, NULL);
}

static void
scene_searches(struct visitor *visitor, const char *query)
{
    scene_comes_home(visitor);
    visitor_does(visitor, SESSION_FIND, NULL);
    visitor_types(visitor, query);
}

SCENE(home_all)
{
    UNUSED_PAGES;
    scene_comes_home(visitor);
}

SCENE(group_elderly)
{
    UNUSED_PAGES;
    scene_comes_home(visitor);
    visitor_does(visitor, SESSION_OPEN_GROUP, "elderly");
}

SCENE(group_event)
{
    UNUSED_PAGES;
    scene_comes_home(visitor);
    visitor_does(visitor, SESSION_FIND, NULL);
    visitor_does(visitor, SESSION_OPEN_GROUP, "hardship");
}

SCENE(search_empty)
{
    UNUSED_PAGES;
    scene_searches(visitor, "");
}

SCENE(search_letters)
{
    UNUSED_PAGES;
    scene_searches(visitor, "gljt");
}

SCENE(search_many)
{
    UNUSED_PAGES;
    scene_searches(visitor, "b");
}

SCENE(search_elsewhere)
{
    UNUSED_PAGES;
    scene_searches(visitor, "jz");
}

SCENE(search_nothing)
{
    UNUSED_PAGES;
    scene_searches(visitor, "鱻鱻");
}

SCENE(search_near)
{
    UNUSED_PAGES;
    scene_searches(visitor, "gaolinjingtie");
}

SCENE(search_written)
{
    UNUSED_PAGES;
    scene_searches(visitor, "");
    visitor_event(visitor, &(struct session_event){.kind = SESSION_WRITTEN, .number = 4});
    json_t *found =
        json_pack("{s:[s,s,s,s,s]}", "candidates", "高", "亭", "亮", "享", "膏");
    visitor_event(visitor, &(struct session_event){.kind = SESSION_CANDIDATES,
                                                   .order = visitor->session.input.order,
                                                   .json = found});
    json_decref(found);
}

SCENE(search_nine)
{
    UNUSED_PAGES;
    scene_searches(visitor, "");
    visitor_event(visitor, &(struct session_event){.kind = SESSION_KEYBOARD,
                                                   .number = KEYBOARD_PINYIN});
    visitor_types(visitor, "4558");
}

SCENE(search_question)
{
    UNUSED_PAGES;
    scene_searches(visitor, "dj");
    visitor_does(visitor, SESSION_CLEAR, NULL);
    visitor_types(visitor, "断缴");
}

SCENE(answer)
{
    UNUSED_PAGES;
    scene_searches(visitor, "断缴");
    visitor_does(visitor, SESSION_OPEN_ANSWER, "insurance-gap");
}

SCENE(answer_alone)
{
    UNUSED_PAGES;
    scene_searches(visitor, "");
    visitor_does(visitor, SESSION_OPEN_ANSWER, "copy");
}

SCENE(guide_elderly)
{
    UNUSED_PAGES;
    scene_comes_home(visitor);
    visitor_does(visitor, SESSION_OPEN_SERVICE, "elderly-allowance");
}

SCENE(guide_paused)
{
    UNUSED_PAGES;
    scene_comes_home(visitor);
    visitor_does(visitor, SESSION_OPEN_SERVICE, "residence-permit");
}

SCENE(guide_season)
{
    UNUSED_PAGES;
    scene_comes_home(visitor);
    visitor_does(visitor, SESSION_OPEN_SERVICE, "pension-enrolment");
}

SCENE(take)
{
    scene_guide_elderly(visitor, pages);
    visitor_does(visitor, SESSION_TAKE, NULL);
}

SCENE(take_printed)
{
    scene_take(visitor, pages);
    visitor_does(visitor, SESSION_TAKE_PRINT, NULL);
    visitor_event(visitor,
                  &(struct session_event){.kind = SESSION_PRINTED,
                                          .order = visitor->session.find.paper_order,
                                          .number = 1});
}

SCENE(take_no_paper)
{
    visitor_device(visitor, "printer", DEVICE_USER_ERROR, "paperOut");
    scene_take(visitor, pages);
}

SCENE(public)
{
    UNUSED_PAGES;
    visitor_does(visitor, SESSION_OPEN_PUBLIC, NULL);
}

SCENE(public_block)
{
    scene_public(visitor, pages);
    visitor_does(visitor, SESSION_OPEN_PUBLIC, "promises");
}

SCENE(public_notices)
{
    scene_public(visitor, pages);
    visitor_does(visitor, SESSION_OPEN_PUBLIC, SESSION_PUBLIC_NOTICES);
}

SCENE(public_notice)
{
    scene_public(visitor, pages);
    visitor_does(visitor, SESSION_OPEN_PUBLIC, "insurance-2027");
}

SCENE(public_list)
{
    scene_public(visitor, pages);
    visitor_does(visitor, SESSION_OPEN_PUBLIC, "machinery-2026");
}

SCENE(public_hall)
{
    scene_public(visitor, pages);
    visitor_does(visitor, SESSION_OPEN_PUBLIC, SESSION_PUBLIC_HALL);
}

#endif
